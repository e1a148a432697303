namespace Readback.Storage;

/// <summary>A refresh token, known by its hash alone. Once used it names its successor.</summary>
internal sealed record RefreshTokenRow(
    string Hash, string SessionId, DateTimeOffset IssuedAt, DateTimeOffset? FirstUsedAt, string? SuccessorHash);

internal static class RefreshTokens
{
    public static ValueTask<RefreshTokenRow?> Find(Db db, string hash) => db.First(
        $"SELECT hash, session_id, issued_at, first_used_at, successor_hash FROM refresh_token WHERE hash = $1{db.ForUpdate}",
        static r => new RefreshTokenRow(r.Text(0), r.Text(1), r.Date(2), r.DateOrNull(3), r.TextOrNull(4)), hash);

    public static async ValueTask<bool> Exists(Db db, string hash) =>
        await db.Number("SELECT count(*) FROM refresh_token WHERE hash = $1", hash) > 0;

    public static ValueTask<int> Insert(Db db, string hash, string session, DateTimeOffset now) => db.Execute(
        "INSERT INTO refresh_token (hash, session_id, issued_at) VALUES ($1, $2, $3)", hash, session, now);

    public static ValueTask<int> MarkUsed(Db db, string hash, string successorHash, DateTimeOffset now) => db.Execute(
        "UPDATE refresh_token SET first_used_at = $2, successor_hash = $3 WHERE hash = $1", hash, now, successorHash);

    /// <summary>Dates that are ahead of the clock become its own.</summary>
    public static ValueTask<int> DateBy(Db db, DateTimeOffset now) =>
        db.Execute("UPDATE refresh_token SET issued_at = $1 WHERE issued_at > $1", now);

    public static ValueTask<int> DeleteIssuedBefore(Db db, DateTimeOffset date) =>
        db.Execute("DELETE FROM refresh_token WHERE issued_at < $1", date);
}
