using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Readback.Feed;

/// <summary>Writes events in the format of the HTML standard's server-sent events. JSON has no line breaks to escape.</summary>
internal static class EventBytes
{
    /// <summary>A comment: it tells both ends that the other one is still there.</summary>
    public static readonly byte[] Heartbeat = ":\n\n"u8.ToArray();

    /// <summary>The shortest and the longest wait that a client is given before it comes again, in milliseconds.</summary>
    private const int MinComeAgainMilliseconds = 200;
    private const int MaxComeAgainMilliseconds = 2000;

    /// <summary>No page reads these bytes as HTML: letters stand as they are, at half the size.</summary>
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>How long to wait before coming again; each is told another time, so that not all come at once.</summary>
    public static byte[] ComeAgain() => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture, $"retry: {Random.Shared.Next(MinComeAgainMilliseconds, MaxComeAgainMilliseconds)}\n\n"));

    public static byte[] Of<T>(string name, T data, JsonTypeInfo<T> shape, long? id = null)
    {
        var bytes = new ArrayBufferWriter<byte>();
        if (id is { } position)
        {
            bytes.Write(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"id: {position}\n")));
        }
        bytes.Write(Encoding.UTF8.GetBytes($"event: {name}\ndata: "));
        using (var json = new Utf8JsonWriter(bytes, Plain))
        {
            JsonSerializer.Serialize(json, data, shape);
        }
        bytes.Write("\n\n"u8);
        return bytes.WrittenSpan.ToArray();
    }
}
