using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Readback.Client.Http;

/// <summary>Bodies, queries and headers as the API has them.</summary>
internal static class WireContent
{
    private static readonly MediaTypeHeaderValue JsonType = new("application/json");

    public static HttpContent Json<T>(T value, JsonTypeInfo<T> shape) =>
        new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(value, shape)) { Headers = { ContentType = JsonType } };

    public static string Query(IReadOnlyCollection<(string Name, string Value)> parameters) => parameters.Count == 0
        ? ""
        : "?" + string.Join('&', parameters.Select(each => $"{each.Name}={Uri.EscapeDataString(each.Value)}"));

    public static async Task<T> Read<T>(HttpResponseMessage answer, JsonTypeInfo<T> shape, CancellationToken cancellation)
    {
        var body = await answer.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
        {
            try
            {
                if (await JsonSerializer.DeserializeAsync(body, shape, cancellation).ConfigureAwait(false) is { } value)
                {
                    return value;
                }
            }
            catch (JsonException e)
            {
                throw Strange(answer, e);
            }
            throw Strange(answer, null);
        }
    }

    public static long? LogPosition(HttpResponseMessage answer) =>
        answer.Headers.TryGetValues("X-Log-Position", out var values)
        && long.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var position)
            ? position
            : null;

    private static ReadbackException Strange(HttpResponseMessage answer, JsonException? cause) => new(
        answer.StatusCode, "The answer is not what the API says: is it a Readback server, with nothing before it that answers instead?",
        cause: cause);
}
