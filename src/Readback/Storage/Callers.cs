namespace Readback.Storage;

/// <summary>What the database says of a caller at the moment of writing: the last word on who may.</summary>
internal sealed record CallerFacts(
    long UserId, string Username, bool MayLogIn, bool SessionIsGood, DateTimeOffset SessionEndsAt, bool MustResetPassword,
    bool IsAuditor, bool IsAdmin, bool IsMember)
{
    /// <summary>A machine at work in its space: let in like a member, and no recipient of anything.</summary>
    public bool IsMachine { get; init; }

    /// <summary>Whether the token is for sending, where there is one; people may, unless another rule stands in the way.</summary>
    public bool TokenMaySend { get; init; } = true;
}

internal static class Callers
{
    /// <summary>
    /// Facts for each (session, space) asked; nothing for a session that is not known. A machine's session is its token, by
    /// its hash.
    /// </summary>
    public static Question<CallerFacts> Find(Db db, IReadOnlyList<(string Session, long Space)> asked, DateTimeOffset now) => db.Ask(
        """
        SELECT u.id, u.username, u.enabled, u.deleted, u.require_password_reset, s.ends_at, s.revoked_at,
          (SELECT count(*) FROM user_role r WHERE r.user_id = u.id AND r.role = 'AUDITOR'),
          (SELECT count(*) FROM user_role r WHERE r.user_id = u.id AND r.role = 'ADMIN'),
          (SELECT count(*) FROM membership m JOIN space p ON p.id = m.space_id
           WHERE m.space_id = $2 AND m.user_id = u.id AND m.until_position IS NULL AND p.closed = 0),
          CAST(0 AS BIGINT), CAST(1 AS BIGINT)
        FROM session s JOIN users u ON u.id = s.user_id
        WHERE s.id = $1
        UNION ALL
        SELECT u.id, u.username, u.enabled, u.deleted, 0, t.ends_at, t.revoked_at, 0, 0,
          (SELECT count(*) FROM space p WHERE p.id = t.space_id AND p.id = $2 AND p.closed = 0),
          CAST(1 AS BIGINT), t.may_send
        FROM machine t JOIN users u ON u.id = t.user_id
        WHERE t.token_hash = $1
        """,
        r => new CallerFacts(
            r.Number(0), r.Text(1),
            MayLogIn: r.Truth(2) && !r.Truth(3),
            SessionIsGood: r.IsNull(6) && (r.IsNull(5) || r.Date(5) > now),
            SessionEndsAt: r.DateOrNull(5) ?? DateTimeOffset.MaxValue,
            MustResetPassword: r.Truth(4), IsAuditor: r.Truth(7), IsAdmin: r.Truth(8), IsMember: r.Truth(9))
        {
            IsMachine = r.Truth(10),
            TokenMaySend = r.Truth(11),
        },
        [.. asked.Select(a => new DbValue[] { a.Session, a.Space })]);
}
