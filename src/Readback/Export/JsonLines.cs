using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Readback.Export;

/// <summary>
/// One JSON object a line (jsonlines.org): a head, a line for each message, and an end with counts and the SHA-256 of all
/// lines before it, by which a file can be held against the one that was made.
/// </summary>
internal sealed class JsonLines : IExportFormat
{
    /// <summary>Of the shape of the lines; another one when a reader of this one would go wrong.</summary>
    private const int Version = 1;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private ExportZone _zone = ExportZone.Utc;

    public void Begin(IBufferWriter<byte> to, ExportHead head)
    {
        _zone = head.Zone;
        Line(to, head, static (json, head) =>
        {
            json.WriteString("type", "readback-export");
            json.WriteNumber("version", Version);
            json.WriteString("space", head.Space);
            Date(json, "from", head.Dates.From, head.Zone);
            Date(json, "to", head.Dates.To, head.Zone);
            json.WriteString("zone", head.Zone.Name);
            json.WriteString("log", head.Log);
            json.WriteNumber("position", head.Position);
            json.WriteNumber("messages", head.Messages);
            json.WriteString("madeBy", head.MadeBy);
            Date(json, "madeAt", head.MadeAt, head.Zone);
        });
    }

    public void Write(IBufferWriter<byte> to, ExportedMessage message) => Line(to, (message, _zone), static (json, of) =>
    {
        var (message, zone) = of;
        json.WriteNumber("number", message.Message.Number);
        json.WriteString("id", message.Message.Id.ToString(CultureInfo.InvariantCulture));
        Date(json, "date", message.Message.CreatedAt, zone);
        json.WriteString("sender", message.Message.Sender);
        json.WriteString("content", message.Message.Content);
        json.WriteNumber("recipientCount", message.RecipientCount);
        json.WriteNumber("readCount", message.ReadCount);
        json.WriteStartArray("readBy");
        foreach (var recipient in message.Recipients.Where(recipient => recipient.ReadAt is not null))
        {
            json.WriteStartArray();
            json.WriteStringValue(recipient.Username);
            json.WriteStringValue(zone.Iso(recipient.ReadAt!.Value));
            json.WriteEndArray();
        }
        json.WriteEndArray();
        json.WriteStartArray("unreadBy");
        foreach (var recipient in message.Recipients.Where(recipient => recipient.ReadAt is null))
        {
            json.WriteStringValue(recipient.Username);
        }
        json.WriteEndArray();
    });

    public void End(IBufferWriter<byte> to, ExportTotals totals, string sha256) => Line(to, (totals, sha256), static (json, of) =>
    {
        json.WriteString("type", "end");
        json.WriteNumber("messages", of.totals.Messages);
        json.WriteNumber("recipients", of.totals.Recipients);
        json.WriteNumber("reads", of.totals.Reads);
        json.WriteString("sha256", of.sha256);
    });

    private static void Line<T>(IBufferWriter<byte> to, T what, Action<Utf8JsonWriter, T> members)
    {
        using (var json = new Utf8JsonWriter(to, Options))
        {
            json.WriteStartObject();
            members(json, what);
            json.WriteEndObject();
        }
        to.Write("\n"u8);
    }

    private static void Date(Utf8JsonWriter json, string name, DateTimeOffset? date, ExportZone zone)
    {
        if (date is { } known)
        {
            json.WriteString(name, zone.Iso(known));
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
