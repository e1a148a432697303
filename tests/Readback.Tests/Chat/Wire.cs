using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Readback.Tests.Chat;

/// <summary>What the contract lets go over the wire, written down a second time and without the server's own records.</summary>
internal static class Wire
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true };

    public static string Date(DateTimeOffset date) =>
        date.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    public static JsonObject Message(string id, long number, string content, string by, string date) => new()
    {
        ["id"] = id,
        ["content"] = content,
        ["createdBy"] = by,
        ["creationDate"] = date,
        ["lastModifiedBy"] = by,
        ["lastModifiedDate"] = date,
        ["number"] = number,
    };

    /// <summary>A row of an inbox or of receipts, but for its own id, which <see cref="TakeIds"/> looks at.</summary>
    public static JsonObject Row(JsonObject message, string username, string? readDate)
    {
        var (sender, date) = ((string)message["createdBy"]!, (string)message["creationDate"]!);
        return new JsonObject
        {
            ["chatMessageId"] = message["id"]!.DeepClone(),
            ["username"] = username,
            ["isRead"] = readDate is not null,
            ["chatMessage"] = message.DeepClone(),
            ["createdBy"] = sender,
            ["creationDate"] = date,
            ["lastModifiedBy"] = readDate is null ? sender : username,
            ["lastModifiedDate"] = readDate ?? date,
            ["readDate"] = readDate,
        };
    }

    public static JsonObject Page(IEnumerable<JsonNode> content, long total, int number = 0, int size = 20, bool sorted = false)
    {
        var rows = new JsonArray([.. content.Select(row => row.DeepClone())]);
        var pages = (total / size) + (total % size == 0 ? 0 : 1);
        return new JsonObject
        {
            ["content"] = rows,
            ["pageable"] = new JsonObject
            {
                ["pageNumber"] = number,
                ["pageSize"] = size,
                ["offset"] = (long)number * size,
                ["sort"] = Sort(sorted),
                ["paged"] = true,
                ["unpaged"] = false,
            },
            ["totalElements"] = total,
            ["totalPages"] = pages,
            ["number"] = number,
            ["size"] = size,
            ["numberOfElements"] = rows.Count,
            ["first"] = number == 0,
            ["last"] = number >= pages - 1,
            ["empty"] = rows.Count == 0,
            ["sort"] = Sort(sorted),
        };
    }

    /// <summary>The rows of a page.</summary>
    public static List<JsonObject> Rows(this JsonNode page) => [.. page["content"]!.AsArray().Select(row => row!.AsObject())];

    public static List<string> Contents(this JsonNode page) =>
        page.Rows().ConvertAll(row => (string)(row["chatMessage"] ?? row)["content"]!);

    /// <summary>Takes the recipients' ids out of a page: they are strings, and no two are the same.</summary>
    public static List<string> TakeIds(this JsonNode page)
    {
        var ids = page.Rows().ConvertAll(row => row["id"]!.GetValue<string>());
        Assert.DoesNotContain("", ids);
        Assert.Equal(ids.Count, ids.Distinct().Count());
        page.Rows().ForEach(row => row.Remove("id"));
        return ids;
    }

    /// <summary>Every member and no other, each of its type; their order does not count.</summary>
    public static void AssertSame(JsonNode expected, JsonNode? actual) => Assert.Equal(Text(expected), Text(actual));

    private static string Text(JsonNode? node) => Ordered(node)?.ToJsonString(Readable) ?? "null";

    private static JsonNode? Ordered(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members
            .OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => KeyValuePair.Create(member.Key, Ordered(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Ordered)]),
        _ => node?.DeepClone(),
    };

    private static JsonObject Sort(bool sorted) => new()
    {
        ["sorted"] = sorted,
        ["unsorted"] = !sorted,
        ["empty"] = !sorted,
    };
}
