using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Metadata;

namespace Readback.Http;

/// <summary>
/// 200 with a body, as <c>TypedResults.Ok</c> says it too, for what is asked often: written into memory in one go, and
/// sent at once with its length.
/// </summary>
/// <param name="value">What is answered.</param>
/// <param name="write">Writes it.</param>
internal sealed class JsonAnswer<T>(T value, Action<Utf8JsonWriter, T> write) : IResult, IStatusCodeHttpResult, IEndpointMetadataProvider
{
    private const string ContentType = "application/json; charset=utf-8";

    /// <summary>As the framework's own answers have it: this is no HTML, so that only what JSON asks for is escaped.</summary>
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public JsonAnswer(T value, JsonTypeInfo<T> shape)
        : this(value, (writer, it) => JsonSerializer.Serialize(writer, it, shape))
    {
    }

    public int? StatusCode => StatusCodes.Status200OK;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using var body = new PooledBytes();
        using (var writer = new Utf8JsonWriter(body, Options))
        {
            write(writer, value);
        }
        var response = httpContext.Response;
        response.ContentType = ContentType;
        response.ContentLength = body.Written.Length;
        await response.BodyWriter.WriteAsync(body.Written, httpContext.RequestAborted);
    }

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(T), ["application/json"]));
}
