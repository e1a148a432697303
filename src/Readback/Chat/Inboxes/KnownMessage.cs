using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Readback.Http;
using Readback.Storage;

namespace Readback.Chat.Inboxes;

/// <summary>A message and all of its form on the wire that is the same for whoever it is shown to.</summary>
internal sealed class KnownMessage
{
    public KnownMessage(MessageRow row)
    {
        Row = row;
        Id = row.Id.ToString(CultureInfo.InvariantCulture);
        Created = new byte[WireDateConverter.Length];
        WireDateConverter.Format(row.CreatedAt, Created);
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json, JsonAnswers.Options))
        {
            InboxJson.WriteMessage(writer, this);
        }
        Json = json.WrittenSpan.ToArray();
    }

    public MessageRow Row { get; }

    /// <summary>As digits.</summary>
    public string Id { get; }

    /// <summary>When it was committed, as the contract writes dates.</summary>
    public byte[] Created { get; }

    /// <summary>The message as a JSON object (<see cref="ChatMessage"/>).</summary>
    public byte[] Json { get; }
}
