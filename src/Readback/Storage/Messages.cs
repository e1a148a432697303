using Readback.Storage.Search;

namespace Readback.Storage;

/// <summary>A message as it is on record.</summary>
/// <param name="RecipientCount">Members when it was sent, the sender among them unless that is a machine.</param>
internal sealed record MessageRow(
    long Id, long Position, long SenderId, string Sender, DateTimeOffset CreatedAt, long RecipientCount, string Content)
{
    public long Number => MessageId.Number(Id);
}

internal static class Messages
{
    public const string Columns =
        """
        message.id, message.position, message.sender_id, message.sender, message.created_at, message.recipient_count,
        message.content
        """;

    public static ValueTask Insert(Db db, IEnumerable<MessageRow> messages) => db.InsertMany(
        "message", "id, space_id, position, sender_id, sender, created_at, recipient_count, content",
        [.. messages.Select(m => new DbValue[]
            { m.Id, MessageId.Space(m.Id), m.Position, m.SenderId, m.Sender, m.CreatedAt, m.RecipientCount, m.Content })]);

    public static ValueTask<MessageRow?> Find(Db db, long id) =>
        db.First($"SELECT {Columns} FROM message WHERE id = $1", Row, id);

    /// <summary>The messages of these ranges, in the order in which the ranges stand, each range read in one scan.</summary>
    public static async ValueTask<List<MessageRow>> InRanges(
        Db db, long space, IReadOnlyList<NumberRange> ranges, bool newestFirst)
    {
        var answers = await db.AllMany(
            $"SELECT {Columns} FROM message WHERE id BETWEEN $1 AND $2 ORDER BY id {(newestFirst ? "DESC" : "ASC")}",
            Row,
            [.. ranges.Select(range => new DbValue[] { MessageId.Of(space, range.From), MessageId.Of(space, range.To) })]);
        return [.. answers.SelectMany(rows => rows)];
    }

    /// <summary>Some messages after a number, the oldest first.</summary>
    public static ValueTask<List<MessageRow>> After(Db db, long space, long number, int most) => db.All(
        $"SELECT {Columns} FROM message WHERE id > $1 AND id <= $2 ORDER BY id LIMIT $3",
        Row, MessageId.Of(space, number), MessageId.Of(space, MessageId.MaxNumber), (long)most);

    /// <summary>These messages, in the order in which their numbers stand; numbers that adjoin are read in one scan.</summary>
    public static async ValueTask<List<MessageRow>> Of(Db db, long space, IReadOnlyList<long> numbers, bool newestFirst)
    {
        var ranges = new List<NumberRange>();
        foreach (var number in numbers)
        {
            if (ranges.Count > 0 && (newestFirst ? ranges[^1].From - 1 : ranges[^1].To + 1) == number)
            {
                ranges[^1] = newestFirst ? ranges[^1] with { From = number } : ranges[^1] with { To = number };
            }
            else
            {
                ranges.Add(new NumberRange(number, number));
            }
        }
        return await InRanges(db, space, ranges, newestFirst);
    }

    /// <summary>Adds to a set which of these numbers are a sender's.</summary>
    public static ValueTask OfSender(Db db, string sender, long space, NumberRange numbers, NumberSet into) => db.Each(
        "SELECT id FROM message WHERE space_id = $1 AND sender = $2 AND id BETWEEN $3 AND $4",
        row => into.Add(MessageId.Number(row.Number(0))),
        space, sender, MessageId.Of(space, numbers.From), MessageId.Of(space, numbers.To));

    public static MessageRow Row(DbRow r) =>
        new(r.Number(0), r.Number(1), r.Number(2), r.Text(3), r.Date(4), r.Number(5), r.Text(6));
}
