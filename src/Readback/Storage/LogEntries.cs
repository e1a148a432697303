namespace Readback.Storage;

/// <summary>What happened in a space at one position of its log.</summary>
/// <param name="Kind">One of <see cref="LogKind"/>.</param>
/// <param name="UserId">The sender, the reader, who joined or left.</param>
/// <param name="Number">The message's number, for a message.</param>
/// <param name="Ranges">The numbers newly read, as JSON, for a read.</param>
internal sealed record LogEntry(
    long SpaceId, long Position, string Kind, long UserId, DateTimeOffset At, long? Number = null, string? Ranges = null);

internal static class LogKind
{
    public const string Message = "message";
    public const string Read = "read";
    public const string Joined = "joined";
    public const string Left = "left";
}

/// <summary>An entry with the name of whom it is about.</summary>
internal readonly record struct NamedLogEntry(LogEntry Entry, string Username);

internal static class LogEntries
{
    /// <summary>The entries after a position, the oldest first, some at a time.</summary>
    public static ValueTask<List<NamedLogEntry>> After(Db db, long space, long position, int most) => db.All(
        """
        SELECT l.position, l.kind, l.user_id, l.at, l.number, l.ranges, u.username
        FROM log l JOIN users u ON u.id = l.user_id
        WHERE l.space_id = $1 AND l.position > $2 ORDER BY l.position LIMIT $3
        """,
        r => new NamedLogEntry(
            new LogEntry(
                space, r.Number(0), r.Text(1), r.Number(2), r.Date(3), r.NumberOrNull(4), r.TextOrNull(5)),
            r.Text(6)),
        space, position, (long)most);

    public static ValueTask Insert(Db db, IEnumerable<LogEntry> entries) => db.InsertMany(
        "log", "space_id, position, kind, user_id, at, number, ranges",
        [.. entries.Select(e => new object?[] { e.SpaceId, e.Position, e.Kind, e.UserId, e.At, e.Number, e.Ranges })]);
}
