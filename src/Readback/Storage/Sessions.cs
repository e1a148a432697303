
namespace Readback.Storage;

/// <summary>A log-in that lasts until it is revoked, or until its end at the latest.</summary>
internal sealed record SessionRow(
    string Id, long UserId, string Address, DateTimeOffset CreatedAt, DateTimeOffset EndsAt, DateTimeOffset? RevokedAt);

internal static class Sessions
{
    private const string Columns = "id, user_id, address, created_at, ends_at, revoked_at";

    /// <summary>The sessions that are not revoked, also those whose end is past by a clock that may yet be set back.</summary>
    public static ValueTask<List<SessionRow>> NotRevoked(Db db) =>
        db.All($"SELECT {Columns} FROM session WHERE revoked_at IS NULL", Row);

    public static ValueTask<SessionRow?> Find(Db db, string id) =>
        db.First($"SELECT {Columns} FROM session WHERE id = $1", Row, id);

    public static ValueTask<int> Insert(Db db, SessionRow s) => db.Execute(
        "INSERT INTO session (id, user_id, address, created_at, ends_at) VALUES ($1, $2, $3, $4, $5)",
        s.Id, s.UserId, s.Address, s.CreatedAt, s.EndsAt);

    /// <summary>False where it is unknown or revoked already.</summary>
    public static async ValueTask<bool> Revoke(Db db, string id, DateTimeOffset now) =>
        await db.Execute("UPDATE session SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL", id, now) == 1;

    /// <summary>Revokes all sessions of a user but one, and returns the ids of those that were good.</summary>
    public static ValueTask<List<string>> RevokeOf(Db db, long user, string? except, DateTimeOffset now) => db.All(
        "UPDATE session SET revoked_at = $3 WHERE user_id = $1 AND id <> $2 AND revoked_at IS NULL RETURNING id",
        static r => r.Text(0), user, except ?? "", now);

    /// <summary>Revokes every session, and returns the ids of those that were good.</summary>
    public static ValueTask<List<string>> RevokeAll(Db db, DateTimeOffset now) => db.All(
        "UPDATE session SET revoked_at = $1 WHERE revoked_at IS NULL RETURNING id", static r => r.Text(0), now);

    /// <summary>Brings forward the end of sessions that would end later than a date, and returns the ids of those.</summary>
    public static ValueTask<List<string>> EndBy(Db db, DateTimeOffset date) => db.All(
        "UPDATE session SET ends_at = $1 WHERE revoked_at IS NULL AND ends_at > $1 RETURNING id", static r => r.Text(0), date);

    /// <summary>Forgets sessions that ended or were revoked before a date, with their tokens.</summary>
    public static async ValueTask<int> DeleteBefore(Db db, DateTimeOffset date)
    {
        await db.Execute(
            "DELETE FROM refresh_token WHERE session_id IN (SELECT id FROM session WHERE ends_at < $1 OR revoked_at < $1)", date);
        return await db.Execute("DELETE FROM session WHERE ends_at < $1 OR revoked_at < $1", date);
    }

    /// <summary>Forgets every session and every token.</summary>
    public static async ValueTask<int> DeleteAll(Db db)
    {
        await db.Execute("DELETE FROM refresh_token");
        return await db.Execute("DELETE FROM session");
    }

    private static SessionRow Row(DbRow r) => new(
        r.Text(0), r.Number(1), r.Text(2), r.Date(3), r.Date(4), r.DateOrNull(5));
}
