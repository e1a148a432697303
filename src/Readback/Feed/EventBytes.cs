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

    /// <summary>No page reads these bytes as HTML: letters stand as they are, at half the size.</summary>
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

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
