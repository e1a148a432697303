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
/// <typeparam name="T">The shape of what is answered, for the API's description.</typeparam>
/// <param name="write">Writes it.</param>
internal sealed class JsonAnswer<T>(Action<Utf8JsonWriter> write) : IResult, IStatusCodeHttpResult, IEndpointMetadataProvider
{
    private const string ContentType = "application/json; charset=utf-8";

    public JsonAnswer(T value, JsonTypeInfo<T> shape)
        : this(writer => JsonSerializer.Serialize(writer, value, shape))
    {
    }

    public int? StatusCode => StatusCodes.Status200OK;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using var body = new PooledBytes();
        using (var writer = new Utf8JsonWriter(body, JsonAnswers.Options))
        {
            write(writer);
        }
        var response = httpContext.Response;
        response.ContentType = ContentType;
        response.ContentLength = body.Written.Length;
        await response.BodyWriter.WriteAsync(body.Written, httpContext.RequestAborted);
    }

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(T), ["application/json"]));
}

internal static class JsonAnswers
{
    /// <summary>As the framework's own answers have it: this is no HTML, so that only what JSON asks for is escaped.</summary>
    public static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
}
