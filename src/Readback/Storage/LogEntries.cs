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

internal static class LogEntries
{
    public static ValueTask Insert(Db db, IEnumerable<LogEntry> entries) => db.ExecuteMany(
        "INSERT INTO log (space_id, position, kind, user_id, at, number, ranges) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        [.. entries.Select(e => new object?[] { e.SpaceId, e.Position, e.Kind, e.UserId, e.At, e.Number, e.Ranges })]);
}
