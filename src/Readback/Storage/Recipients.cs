
namespace Readback.Storage;

/// <summary>Somebody whom a message went to, and when that person read it.</summary>
internal sealed record RecipientRow(long UserId, string Username, DateTimeOffset? ReadAt);

/// <summary>
/// Who was to read one message: everybody whose membership holds its number. Its sender has read it from the start; who else
/// has is asked of each one's entries. Where the order allows, the page is cut first, so that only its rows are asked.
/// </summary>
internal static class Recipients
{
    private const string Delivered =
        """
        SELECT user_id, username FROM membership
        WHERE space_id = $1 AND since_number <= $2 AND (until_number IS NULL OR until_number >= $2)
        """;

    /// <summary>Of the entry that begins last before the message, if it reaches it; of the sender the message's date.</summary>
    private const string ReadAt =
        """
        CASE WHEN m.user_id = $3 THEN $4 ELSE (
          SELECT CASE WHEN e.to_number >= $2 THEN e.read_at END FROM read_entry e
          WHERE e.space_id = $1 AND e.user_id = m.user_id AND e.from_number <= $2
          ORDER BY e.from_number DESC LIMIT 1) END
        """;

    public static ValueTask<List<RecipientRow>> ByUsername(Db db, MessageRow message, bool descending, long offset, int size)
    {
        var direction = Direction(descending);
        return db.All(
            $"""
            SELECT m.user_id, m.username, {ReadAt}
            FROM ({Delivered} ORDER BY username {direction} LIMIT $5 OFFSET $6) AS m
            ORDER BY m.username {direction}
            """,
            Row, [.. Of(message), (long)size, offset]);
    }

    /// <summary>
    /// By date of reading, or only who has or has not. Who has not comes after all who have. In the order of names a page is
    /// full as soon as enough are found; in the order of dates all are asked, and each only once.
    /// </summary>
    public static ValueTask<List<RecipientRow>> ByReading(
        Db db, MessageRow message, bool? isRead, bool byDate, bool descending, long offset, int size)
    {
        var direction = Direction(descending);
        var condition = isRead switch { null => "", true => "WHERE read_at IS NOT NULL", false => "WHERE read_at IS NULL" };
        var dates = byDate ? $"(read_at IS NULL) {direction}, read_at {direction}, " : "";
        return db.All(
            $"""
            WITH recipients AS {(byDate ? "" : "NOT ")}MATERIALIZED (
              SELECT m.user_id, m.username, {ReadAt} AS read_at FROM ({Delivered}) AS m)
            SELECT user_id, username, read_at FROM recipients
            {condition} ORDER BY {dates}username {direction} LIMIT $5 OFFSET $6
            """,
            Row, [.. Of(message), (long)size, offset]);
    }

    private static DbValue[] Of(MessageRow message) =>
        [MessageId.Space(message.Id), message.Number, message.SenderId, message.CreatedAt];

    private static string Direction(bool descending) => descending ? "DESC" : "ASC";

    private static RecipientRow Row(DbRow r) => new(r.Number(0), r.Text(1), r.DateOrNull(2));
}
