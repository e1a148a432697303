using System.Text.Json;
using Readback.Bench.Load;
using Readback.Bench.Seeding;

namespace Readback.Bench.Scenarios;

/// <summary>Holds answers against what was seeded, field by field.</summary>
internal static class Expect
{
    /// <summary>A page whose rows are known by what they should be, one after the other.</summary>
    public static Action<WireAnswer> Page<T>(long total, int page, int size, IReadOnlyList<T> rows, Action<JsonElement, T> row) => answer =>
    {
        using var json = JsonDocument.Parse(answer.Body);
        var root = json.RootElement;
        var pages = (total + size - 1) / size;
        Same(root, "totalElements", total);
        Same(root, "totalPages", pages);
        Same(root, "number", page);
        Same(root, "size", size);
        Same(root, "numberOfElements", rows.Count);
        Same(root, "first", page == 0);
        Same(root, "last", page >= pages - 1);
        Same(root, "empty", rows.Count == 0);
        var content = root.GetProperty("content");
        Same(content.GetArrayLength(), rows.Count, "rows");
        for (var i = 0; i < rows.Count; i++)
        {
            row(content[i], rows[i]);
        }
    };

    public static Action<JsonElement, int> Message(SeededSpace space) => (message, number) =>
    {
        var (sender, date) = (Cast.Name(space.Sender(number)), WireNumber.Of(space.Date(number)));
        Same(message, "id", space.MessageIdOf(number));
        Same(message, "number", number);
        Same(message, "content", SeededSpace.Content(number));
        Same(message, "createdBy", sender);
        Same(message, "creationDate", date);
        Same(message, "lastModifiedBy", sender);
        Same(message, "lastModifiedDate", date);
    };

    /// <summary>A row of somebody's inbox, or of a message's receipts.</summary>
    public static void Recipient(SeededSpace space, JsonElement row, int number, int member)
    {
        var (sender, name) = (Cast.Name(space.Sender(number)), Cast.Name(member));
        var (sent, read) = (WireNumber.Of(space.Date(number)), space.ReadDate(member, number) is { } date ? WireNumber.Of(date) : null);
        Same(row, "id", space.RecipientIdOf(number, member));
        Same(row, "chatMessageId", space.MessageIdOf(number));
        Same(row, "username", name);
        Same(row, "isRead", read is not null);
        Same(row, "createdBy", sender);
        Same(row, "creationDate", sent);
        Same(row, "lastModifiedBy", read is null ? sender : name);
        Same(row, "lastModifiedDate", read ?? sent);
        Same(row.GetProperty("readDate").GetString() ?? "", read ?? "", "readDate");
        Message(space)(row.GetProperty("chatMessage"), number);
    }

    public static Action<WireAnswer> Unread(long unread, long total) => answer =>
    {
        using var json = JsonDocument.Parse(answer.Body);
        Same(json.RootElement, "unread", unread);
        Same(json.RootElement, "total", total);
    };

    public static Action<WireAnswer> Caller(Caller caller) => answer =>
    {
        using var json = JsonDocument.Parse(answer.Body);
        Same(json.RootElement, "name", Cast.Name(caller.Index));
    };

    public static void Same(JsonElement holder, string name, string wanted) => Same(holder.GetProperty(name).GetString(), wanted, name);

    public static void Same(JsonElement holder, string name, long wanted) => Same(holder.GetProperty(name).GetInt64(), wanted, name);

    public static void Same(JsonElement holder, string name, bool wanted) => Same(holder.GetProperty(name).GetBoolean(), wanted, name);

    public static void Same<T>(T found, T wanted, string name)
    {
        if (!Equals(found, wanted))
        {
            throw new WrongAnswerException($"{name} should be '{wanted}', and is '{found}'.");
        }
    }
}
