namespace Readback.Storage.Verification;

/// <summary>Times of membership are sound, follow one another, and begin and end where the log says so.</summary>
internal static class MembershipChecks
{
    public static IReadOnlyList<Check> All { get; } =
    [
        Check.Rows(
            "memberships are sound",
            """
            SELECT space_id, user_id, since_position FROM membership
            WHERE since_number < 1 OR since_position < 1 OR until_number < since_number - 1 OR until_position <= since_position
              OR (until_position IS NULL) <> (until_number IS NULL) OR (until_position IS NULL) <> (left_at IS NULL)
            """,
            "{0}: the membership of {1} from position {2} is not sound"),
        Check.Rows(
            "memberships follow one another",
            """
            SELECT space_id, user_id, since_position FROM (
              SELECT space_id, user_id, since_position, since_number,
                row_number() OVER (PARTITION BY space_id, user_id ORDER BY since_position) AS place,
                lag(until_position) OVER (PARTITION BY space_id, user_id ORDER BY since_position) AS until_position,
                lag(until_number) OVER (PARTITION BY space_id, user_id ORDER BY since_position) AS until_number
              FROM membership) AS memberships
            WHERE place > 1 AND NOT coalesce(since_position > until_position AND since_number > until_number, 1 = 0)
            """,
            "{0}: the membership of {1} from position {2} begins before the last one ended"),
        Check.Rows(
            "every joining in the log began a membership",
            """
            SELECT l.space_id, l.user_id, l.position FROM log l
            LEFT JOIN membership m ON m.space_id = l.space_id AND m.user_id = l.user_id AND m.since_position = l.position
              AND m.since_number = l.last_number + 1 AND m.joined_at = l.at
            WHERE l.kind = 'joined' AND m.since_position IS NULL
            """,
            "{0}: {1} joined at position {2}, and no membership begins as it says"),
        Check.Rows(
            "every leaving in the log ended a membership",
            """
            SELECT l.space_id, l.user_id, l.position FROM log l
            LEFT JOIN membership m ON m.space_id = l.space_id AND m.user_id = l.user_id AND m.until_position = l.position
              AND m.until_number = l.last_number AND m.left_at = l.at
            WHERE l.kind = 'left' AND m.since_position IS NULL
            """,
            "{0}: {1} left at position {2}, and no membership ends as it says"),
        Check.Rows(
            "every membership is in the log",
            """
            SELECT m.space_id, m.user_id, m.since_position FROM membership m
            LEFT JOIN log j ON j.space_id = m.space_id AND j.position = m.since_position
              AND j.kind = 'joined' AND j.user_id = m.user_id
            LEFT JOIN log l ON l.space_id = m.space_id AND l.position = m.until_position
              AND l.kind = 'left' AND l.user_id = m.user_id
            WHERE j.position IS NULL OR m.until_position IS NOT NULL AND l.position IS NULL
            """,
            "{0}: the log does not tell of the membership of {1} from position {2}"),
        Check.Rows(
            "members are users",
            """
            SELECT m.space_id, m.user_id, m.username, u.username FROM membership m LEFT JOIN users u ON u.id = m.user_id
            WHERE u.id IS NULL OR u.username <> m.username
            """,
            "{0}: the membership of {1} is under the name {2}, the user's is {3}"),
        Check.Rows(
            "deleted users have left",
            """
            SELECT m.space_id, m.user_id FROM membership m JOIN users u ON u.id = m.user_id
            WHERE u.deleted = 1 AND m.until_position IS NULL
            """,
            "{0}: {1} is deleted and still a member"),
        Check.Rows(
            "machines are members of nothing",
            """
            SELECT space_id, user_id FROM membership WHERE user_id IN (SELECT user_id FROM machine)
            UNION
            SELECT space_id, user_id FROM inbox WHERE user_id IN (SELECT user_id FROM machine)
            """,
            "{0}: {1} is a machine, and has an inbox"),
    ];
}
