namespace Readback.Storage;

/// <summary>A user, space, membership or session that changed: what it is now is read from its own table.</summary>
internal sealed record DirectoryEntry(string Kind, long? UserId = null, long? SpaceId = null, string? SessionId = null)
{
    public static DirectoryEntry User(long user) => new("user", UserId: user);

    public static DirectoryEntry Space(long space) => new("space", SpaceId: space);

    public static DirectoryEntry Membership(long space, long user) => new("membership", user, space);

    public static DirectoryEntry Session(string session) => new("session", SessionId: session);
}

/// <summary>The numbered log by which every node's memory follows the directory's tables.</summary>
internal static class DirectoryLog
{
    /// <summary>Appends entries under the lock of the one head, so that numbers become visible in their order.</summary>
    public static async ValueTask Append(Db db, IReadOnlyList<DirectoryEntry> entries, DateTimeOffset now)
    {
        var last = await db.Number("UPDATE directory_head SET number = number + $1 WHERE id = 1 RETURNING number", (long)entries.Count);
        var first = last - entries.Count + 1;
        await db.InsertMany(
            "directory_log", "number, at, kind, user_id, space_id, session_id",
            [.. entries.Select((e, i) => new DbValue[] { first + i, now, e.Kind, e.UserId, e.SpaceId, e.SessionId })]);
    }

    /// <summary>Lets nobody else change the directory until this transaction ends.</summary>
    public static ValueTask<long> Lock(Db db) =>
        db.Number($"SELECT number FROM directory_head WHERE id = 1{db.ForUpdate}");

    public static ValueTask<long> Head(Db db) => db.Number("SELECT number FROM directory_head WHERE id = 1");

    /// <summary>The entries after a number, the oldest first.</summary>
    public static ValueTask<List<(long Number, DirectoryEntry Entry)>> After(Db db, long number) => db.All(
        "SELECT number, kind, user_id, space_id, session_id FROM directory_log WHERE number > $1 ORDER BY number",
        static r => (r.Number(0), new DirectoryEntry(r.Text(1), r.NumberOrNull(2), r.NumberOrNull(3), r.TextOrNull(4))),
        number);

    public static ValueTask<int> DeleteBefore(Db db, DateTimeOffset date) =>
        db.Execute("DELETE FROM directory_log WHERE at < $1", date);
}
