namespace Readback.Storage;

/// <summary>How many a message went to, and how many of them have read it.</summary>
internal sealed record MessageReceipts(long Number, long ReadCount, long RecipientCount)
{
    public static ValueTask Insert(Db db, IEnumerable<(long Space, MessageReceipts Receipts)> rows) => db.InsertMany(
        "message_receipts", "space_id, number, recipient_count, read_count",
        [.. rows.Select(r => new object?[] { r.Space, r.Receipts.Number, r.Receipts.RecipientCount, r.Receipts.ReadCount })]);

    /// <summary>Counts further readers of all messages of a range.</summary>
    public static ValueTask AddReaders(Db db, IEnumerable<(long Space, NumberRange Range, long Readers)> rows) => db.ExecuteMany(
        "UPDATE message_receipts SET read_count = read_count + $4 WHERE space_id = $1 AND number BETWEEN $2 AND $3",
        [.. rows.Select(r => new object?[] { r.Space, r.Range.From, r.Range.To, r.Readers })]);

    public static ValueTask<List<MessageReceipts>> InRange(Db db, long space, NumberRange range) => db.All(
        """
        SELECT number, read_count, recipient_count FROM message_receipts
        WHERE space_id = $1 AND number BETWEEN $2 AND $3 ORDER BY number
        """,
        static r => new MessageReceipts(r.Number(0), r.Number(1), r.Number(2)), space, range.From, range.To);
}
