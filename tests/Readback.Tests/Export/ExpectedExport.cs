using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Readback.Storage;
using Readback.Tests.Model;

namespace Readback.Tests.Export;

/// <summary>What an export must be, made of the model's rows by other means than the product's.</summary>
internal static class ExpectedExport
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The lines between head and end, of the messages that <paramref name="isWanted"/>.</summary>
    public static string Messages(NaiveChat naive, long space, Func<NaiveMessage, bool> isWanted) =>
        string.Concat(naive.Messages.Where(isWanted).Select(message => Line(naive, space, message)));

    public static string End(string before, IEnumerable<NaiveRecipient> rows, int messages)
    {
        var all = rows.ToList();
        return new JsonObject
        {
            ["type"] = "end", ["messages"] = messages, ["recipients"] = all.Count, ["reads"] = all.Count(row => row.ReadAt is not null),
            ["sha256"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(before))),
        }.ToJsonString(Plain) + "\n";
    }

    private static string Line(NaiveChat naive, long space, NaiveMessage message)
    {
        var rows = naive.RecipientsOf(message.Number, null).ToList();
        var others = rows.Where(row => row.Username != message.Sender).ToList();
        return new JsonObject
        {
            ["number"] = message.Number,
            ["id"] = MessageId.Of(space, message.Number).ToString(CultureInfo.InvariantCulture),
            ["date"] = Date(message.CreatedAt),
            ["sender"] = message.Sender,
            ["content"] = message.Content,
            ["recipientCount"] = rows.Count,
            ["readCount"] = rows.Count(row => row.ReadAt is not null),
            ["readBy"] = new JsonArray([.. others.Where(row => row.ReadAt is not null)
                .Select(row => new JsonArray(row.Username, Date(row.ReadAt!.Value)))]),
            ["unreadBy"] = new JsonArray([.. others.Where(row => row.ReadAt is null).Select(row => JsonValue.Create(row.Username))]),
        }.ToJsonString(Plain) + "\n";
    }

    /// <summary>In Istanbul, whose clocks have been three hours ahead since 2016.</summary>
    private static string Date(DateTimeOffset date) =>
        date.ToOffset(TimeSpan.FromHours(3)).ToString("yyyy-MM-ddTHH:mm:ss.fff", CultureInfo.InvariantCulture) + "+03:00";
}
