namespace Readback.Storage;

/// <summary>Wrong passwords in a row for one name from one address, and until when they lock it there.</summary>
internal sealed record LoginFailureRow(int Failures, DateTimeOffset? LockedUntil);

internal static class LoginFailures
{
    /// <summary>Locks a count, which is there afterwards: of many attempts at once, on all nodes, each sees those before it.</summary>
    public static async ValueTask<LoginFailureRow> Take(Db db, string folded, string address, DateTimeOffset now)
    {
        await db.Execute(
            """
            INSERT INTO login_failure (username_folded, address, failures, last_at, locked_until) VALUES ($1, $2, 0, $3, NULL)
            ON CONFLICT (username_folded, address) DO NOTHING
            """,
            folded, address, now);
        return (await db.First(
            $"SELECT failures, locked_until FROM login_failure WHERE username_folded = $1 AND address = $2{db.ForUpdate}",
            static r => new LoginFailureRow((int)r.Number(0), r.DateOrNull(1)), folded, address))!;
    }

    public static ValueTask<int> Save(Db db, string folded, string address, LoginFailureRow row, DateTimeOffset now) => db.Execute(
        """
        INSERT INTO login_failure (username_folded, address, failures, last_at, locked_until) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (username_folded, address) DO UPDATE
        SET failures = excluded.failures, last_at = excluded.last_at, locked_until = excluded.locked_until
        """,
        folded, address, row.Failures, now, row.LockedUntil);

    public static ValueTask<int> Delete(Db db, string folded, string address) =>
        db.Execute("DELETE FROM login_failure WHERE username_folded = $1 AND address = $2", folded, address);

    /// <summary>Forgets a name's failures from every address.</summary>
    public static ValueTask<int> DeleteOf(Db db, string folded) =>
        db.Execute("DELETE FROM login_failure WHERE username_folded = $1", folded);

    public static async ValueTask<bool> IsLocked(Db db, string folded, DateTimeOffset now) => await db.Number(
        "SELECT count(*) FROM login_failure WHERE username_folded = $1 AND locked_until > $2", folded, now) > 0;

    /// <summary>The names of users (not of whatever was typed) that are locked for some address, in their order.</summary>
    public static ValueTask<List<string>> LockedUsernames(Db db, DateTimeOffset now) => db.All(
        """
        SELECT DISTINCT u.username FROM login_failure f JOIN users u ON u.username_folded = f.username_folded
        WHERE f.locked_until > $1 AND u.deleted = 0 ORDER BY u.username
        """,
        static r => r.Text(0), now);

    /// <summary>Brings forward the end of locks that would end later than a date.</summary>
    public static ValueTask<int> EndLocksBy(Db db, DateTimeOffset date) =>
        db.Execute("UPDATE login_failure SET locked_until = $1 WHERE locked_until > $1", date);

    /// <summary>Forgets failures that are long past and lock nothing.</summary>
    public static ValueTask<int> DeleteBefore(Db db, DateTimeOffset date, DateTimeOffset now) => db.Execute(
        "DELETE FROM login_failure WHERE last_at < $1 AND (locked_until IS NULL OR locked_until <= $2)", date, now);
}
