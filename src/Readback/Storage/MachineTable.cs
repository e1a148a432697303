namespace Readback.Storage;

/// <summary>What makes a user a machine: the token that it comes by, and what that is good for.</summary>
/// <param name="TokenHash">SHA-256 of the token; the token itself is kept nowhere.</param>
/// <param name="EndsAt">From when on the token is worth nothing; <c>null</c> where it has no end.</param>
/// <param name="UsedAt">The hour of its last use.</param>
internal sealed record MachineRow(
    long UserId, long SpaceId, string TokenHash, bool MaySend, bool MayRead, DateTimeOffset IssuedAt, DateTimeOffset? EndsAt,
    DateTimeOffset? RevokedAt, DateTimeOffset? UsedAt)
{
    public bool IsGood(DateTimeOffset now) => RevokedAt is null && !(EndsAt <= now);

    /// <summary>The token as what a log-in gives others: it is known by its hash, and ends or is revoked like a session.</summary>
    public SessionRow AsSession => new(TokenHash, UserId, "", IssuedAt, EndsAt ?? DateTimeOffset.MaxValue, RevokedAt);
}

internal static class MachineTable
{
    /// <summary>Which users are machines, for statements that leave these out.</summary>
    public const string UserIds = "SELECT user_id FROM machine";

    private const string Columns =
        "user_id, space_id, token_hash, may_send, may_read, issued_at, ends_at, revoked_at, used_at";

    public static ValueTask<List<MachineRow>> All(Db db) => db.All($"SELECT {Columns} FROM machine", Row);

    /// <summary>Those of a space, revoked ones too, in the order in which they were made.</summary>
    public static ValueTask<List<MachineRow>> Of(Db db, long space) =>
        db.All($"SELECT {Columns} FROM machine WHERE space_id = $1 ORDER BY user_id", Row, space);

    public static ValueTask<MachineRow?> Find(Db db, long user) =>
        db.First($"SELECT {Columns} FROM machine WHERE user_id = $1", Row, user);

    public static ValueTask<int> Insert(Db db, MachineRow m) => db.Execute(
        """
        INSERT INTO machine (user_id, space_id, token_hash, may_send, may_read, issued_at, ends_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        """,
        m.UserId, m.SpaceId, m.TokenHash, m.MaySend, m.MayRead, m.IssuedAt, m.EndsAt);

    /// <summary>Another token in place of the old one, or the end of it.</summary>
    public static ValueTask<int> Update(Db db, MachineRow m) => db.Execute(
        "UPDATE machine SET token_hash = $2, issued_at = $3, ends_at = $4, revoked_at = $5 WHERE user_id = $1",
        m.UserId, m.TokenHash, m.IssuedAt, m.EndsAt, m.RevokedAt);

    /// <summary>Says that machines were at work at some hour, or after it.</summary>
    public static ValueTask SaveUse(Db db, IEnumerable<(long User, DateTimeOffset Hour)> uses) => db.ExecuteMany(
        "UPDATE machine SET used_at = $2 WHERE user_id = $1 AND (used_at IS NULL OR used_at < $2)",
        [.. uses.Select(use => new DbValue[] { use.User, use.Hour })]);

    private static MachineRow Row(DbRow r) => new(
        r.Number(0), r.Number(1), r.Text(2), r.Truth(3), r.Truth(4), r.Date(5), r.DateOrNull(6), r.DateOrNull(7), r.DateOrNull(8));
}
