
namespace Readback.Storage;

/// <summary>A message as it is on record.</summary>
/// <param name="RecipientCount">Members when it was sent, the sender among them.</param>
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
        [.. messages.Select(m => new object?[]
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
            [.. ranges.Select(range => new object?[] { MessageId.Of(space, range.From), MessageId.Of(space, range.To) })]);
        return [.. answers.SelectMany(rows => rows)];
    }

    /// <summary>Some messages after a number, the oldest first.</summary>
    public static ValueTask<List<MessageRow>> After(Db db, long space, long number, int most) => db.All(
        $"SELECT {Columns} FROM message WHERE id > $1 AND id <= $2 ORDER BY id LIMIT $3",
        Row, MessageId.Of(space, number), MessageId.Of(space, MessageId.MaxNumber), (long)most);

    public static MessageRow Row(DbRow r) =>
        new(r.Number(0), r.Number(1), r.Number(2), r.Text(3), r.Date(4), r.Number(5), r.Text(6));
}
