namespace Readback.Storage.Verification;

/// <summary>
/// What was read: entries, told by the log and within what was delivered; runs and counts, made from them and from what
/// readers have sent.
/// </summary>
internal static class ReadChecks
{
    /// <summary>All that was read: what was marked, and what its reader sent. Machines read nothing.</summary>
    private const string Everything =
        $"""
        SELECT space_id, user_id, from_number, to_number FROM read_entry
        UNION ALL
        SELECT id >> 40, sender_id, id & 1099511627775, id & 1099511627775 FROM message WHERE sender_id NOT IN ({MachineTable.UserIds})
        """;

    /// <summary>What the runs are made of: own messages up to where they have been put into them.</summary>
    private const string InRuns =
        """
        SELECT space_id, user_id, from_number, to_number FROM read_entry
        UNION ALL
        SELECT m.id >> 40, m.sender_id, m.id & 1099511627775, m.id & 1099511627775
        FROM message m JOIN inbox i ON i.space_id = m.id >> 40 AND i.user_id = m.sender_id AND i.own_to >= m.id & 1099511627775
        """;

    /// <summary>Of these what adjoins or overlaps, taken together.</summary>
    private const string Islands =
        $"""
        SELECT space_id, user_id, min(from_number) AS from_number, max(to_number) AS to_number FROM (
          SELECT space_id, user_id, from_number, to_number,
            sum(starts) OVER (PARTITION BY space_id, user_id ORDER BY from_number, to_number ROWS UNBOUNDED PRECEDING) AS island
          FROM (
            SELECT space_id, user_id, from_number, to_number,
              CASE WHEN from_number <= 1 + max(to_number) OVER (
                PARTITION BY space_id, user_id ORDER BY from_number, to_number ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
              THEN 0 ELSE 1 END AS starts
            FROM ({InRuns}) AS entries) AS starting) AS numbered
        GROUP BY space_id, user_id, island
        """;

    public static IReadOnlyList<Check> All { get; } =
    [
        Check.Rows(
            "nothing is read twice",
            $"""
            SELECT space_id, user_id, from_number, to_number FROM (
              SELECT space_id, user_id, from_number, to_number, lag(to_number) OVER (
                PARTITION BY space_id, user_id ORDER BY from_number, to_number) AS before
              FROM ({Everything}) AS entries) AS following
            WHERE from_number < 1 OR to_number < from_number OR from_number <= before
            """,
            "{0}: what {1} read from {2} to {3} is not sound, or overlaps the reading (or the own message) before"),
        Check.Rows(
            "only what was delivered is read",
            """
            SELECT e.space_id, e.user_id, e.from_number, e.to_number
            FROM read_entry e JOIN space_head h ON h.space_id = e.space_id
            WHERE NOT EXISTS (
                SELECT 1 FROM membership m
                WHERE m.space_id = e.space_id AND m.user_id = e.user_id AND m.since_number <= e.from_number
                  AND coalesce(m.until_number, h.last_number) >= e.to_number)
              AND e.to_number - e.from_number + 1 <> (
                SELECT coalesce(sum(
                    CASE WHEN coalesce(m.until_number, h.last_number) < e.to_number
                      THEN coalesce(m.until_number, h.last_number) ELSE e.to_number END
                    - CASE WHEN m.since_number > e.from_number THEN m.since_number ELSE e.from_number END + 1), 0)
                FROM membership m
                WHERE m.space_id = e.space_id AND m.user_id = e.user_id
                  AND m.since_number <= e.to_number AND coalesce(m.until_number, h.last_number) >= e.from_number)
            """,
            "{0}: {1} has read {2} to {3}, which was not all delivered"),
        Check.Rows(
            "every read in the log is an entry",
            db => $"""
            SELECT l.space_id, l.user_id, l.position, l.from_number, l.to_number
            FROM ({db.LoggedReads}) AS l LEFT JOIN read_entry e ON e.space_id = l.space_id AND e.user_id = l.user_id
              AND e.from_number = l.from_number AND e.to_number = l.to_number AND e.read_at = l.at
            WHERE e.user_id IS NULL
            """,
            "{0}: {1} read {3} to {4} at position {2}, and no entry says so"),
        Check.Rows(
            "every entry is in the log",
            db => $"""
            SELECT space_id, user_id, sum(entries), sum(logged) FROM (
              SELECT space_id, user_id, count(*) AS entries, 0 AS logged FROM read_entry GROUP BY space_id, user_id
              UNION ALL
              SELECT space_id, user_id, 0, count(*) FROM ({db.LoggedReads}) AS reads GROUP BY space_id, user_id) AS counts
            GROUP BY space_id, user_id HAVING sum(entries) <> sum(logged)
            """,
            "{0}: {1} has {2} entries, and the log tells of {3}"),
        Check.Rows(
            "runs are maximal",
            """
            SELECT space_id, user_id, from_number, to_number FROM (
              SELECT space_id, user_id, from_number, to_number,
                lag(to_number) OVER (PARTITION BY space_id, user_id ORDER BY from_number) AS before
              FROM read_run) AS runs
            WHERE to_number < from_number OR from_number <= before + 1
            """,
            "{0}: the run of {1} from {2} to {3} is empty, or overlaps or adjoins the one before"),
        Check.Rows(
            "runs hold all entries",
            $"""
            SELECT i.space_id, i.user_id, i.from_number, i.to_number
            FROM ({Islands}) AS i LEFT JOIN read_run r
              ON r.space_id = i.space_id AND r.user_id = i.user_id AND r.from_number = i.from_number AND r.to_number = i.to_number
            WHERE r.user_id IS NULL
            """,
            "{0}: what {1} read from {2} to {3} is no run"),
        Check.Rows(
            "runs hold nothing but entries",
            $"""
            SELECT r.space_id, r.user_id, r.from_number, r.to_number
            FROM read_run r LEFT JOIN ({InRuns}) AS e
              ON e.space_id = r.space_id AND e.user_id = r.user_id AND e.from_number = r.from_number
            WHERE e.user_id IS NULL
            """,
            "{0}: the run of {1} from {2} to {3} begins where no reading does"),
        Check.Rows(
            "own messages are in the runs up to what was read last",
            """
            SELECT i.space_id, i.user_id, i.own_to, h.last_number FROM inbox i JOIN space_head h ON h.space_id = i.space_id
            WHERE i.own_to > h.last_number OR i.own_to < (
              SELECT coalesce(max(r.to_number), 0) FROM read_run r WHERE r.space_id = i.space_id AND r.user_id = i.user_id)
            """,
            "{0}: own messages of {1} are said to be in the runs up to {2}, of {3} messages"),
        Check.Rows(
            "inboxes count what is read",
            $"""
            SELECT space_id, user_id, sum(kept), sum(counted) FROM (
              SELECT space_id, user_id, read_count AS kept, 0 AS counted FROM inbox
              UNION ALL
              SELECT space_id, user_id, 0, sum(to_number - from_number + 1) FROM ({Everything}) AS everything
              GROUP BY space_id, user_id) AS counts
            GROUP BY space_id, user_id HAVING sum(kept) <> sum(counted)
            """,
            "{0}: the inbox of {1} says {2} read, it is {3}"),
    ];
}
