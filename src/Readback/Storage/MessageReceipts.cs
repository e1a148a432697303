namespace Readback.Storage;

/// <summary>
/// How many a message went to, and how many of them have read it: its sender, unless that is a machine, and whoever marked it.
/// </summary>
internal sealed record MessageReceipts(long Number, long ReadCount, long RecipientCount)
{
    /// <summary>Those of the messages of a range, in the order of numbers.</summary>
    public static async ValueTask<List<MessageReceipts>> InRange(Db db, long space, NumberRange range)
    {
        var recipients = await db.All(
            $"""
            SELECT id, recipient_count, CASE WHEN sender_id IN ({MachineTable.UserIds}) THEN CAST(0 AS BIGINT) ELSE CAST(1 AS BIGINT) END
            FROM message WHERE id BETWEEN $1 AND $2 ORDER BY id
            """,
            static r => (Number: MessageId.Number(r.Number(0)), Count: r.Number(1), ReadFromTheStart: r.Number(2)),
            MessageId.Of(space, range.From), MessageId.Of(space, Math.Min(range.To, MessageId.MaxNumber)));
        if (recipients.Count == 0)
        {
            return [];
        }
        var found = new NumberRange(recipients[0].Number, recipients[^1].Number);
        var readers = await ReadChanges.Readers(db, space, found);
        return recipients.ConvertAll(r => new MessageReceipts(r.Number, r.ReadFromTheStart + readers[r.Number - found.From], r.Count));
    }
}
