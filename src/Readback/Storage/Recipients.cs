
namespace Readback.Storage;

/// <summary>Somebody whom a message went to, and when that person read it.</summary>
internal sealed record RecipientRow(long UserId, string Username, DateTimeOffset? ReadAt);

/// <summary>
/// Who was to read one message: everybody whose membership holds its number. Who has read it is asked of each one's
/// entries; where the order allows, the page is cut first, so that only its rows are asked.
/// </summary>
internal static class Recipients
{
    private const string Delivered =
        """
        SELECT space_id, user_id, username FROM membership
        WHERE space_id = $1 AND since_number <= $2 AND (until_number IS NULL OR until_number >= $2)
        """;

    private const string Reads =
        """
        LEFT JOIN read_entry e ON e.space_id = m.space_id AND e.user_id = m.user_id AND e.to_number >= $2
          AND e.from_number = (
            SELECT max(x.from_number) FROM read_entry x
            WHERE x.space_id = m.space_id AND x.user_id = m.user_id AND x.from_number <= $2)
        """;

    public static ValueTask<List<RecipientRow>> ByUsername(
        Db db, long space, long number, bool descending, long offset, int size)
    {
        var direction = Direction(descending);
        return db.All(
            $"""
            SELECT m.user_id, m.username, e.read_at
            FROM ({Delivered} ORDER BY username {direction} LIMIT $3 OFFSET $4) AS m {Reads}
            ORDER BY m.username {direction}
            """,
            Row, space, number, (long)size, offset);
    }

    /// <summary>By date of reading, or only who has or has not. Who has not comes after all who have.</summary>
    public static ValueTask<List<RecipientRow>> ByReading(
        Db db, long space, long number, bool? isRead, bool byDate, bool descending, long offset, int size)
    {
        var direction = Direction(descending);
        var condition = isRead switch { null => "", true => "WHERE e.read_at IS NOT NULL", false => "WHERE e.read_at IS NULL" };
        var dates = byDate ? $"(e.read_at IS NULL) {direction}, e.read_at {direction}, " : "";
        return db.All(
            $"""
            SELECT m.user_id, m.username, e.read_at FROM ({Delivered}) AS m {Reads} {condition}
            ORDER BY {dates}m.username {direction} LIMIT $3 OFFSET $4
            """,
            Row, space, number, (long)size, offset);
    }

    private static string Direction(bool descending) => descending ? "DESC" : "ASC";

    private static RecipientRow Row(DbRow r) => new(r.Number(0), r.Text(1), r.DateOrNull(2));
}
