namespace Readback.Storage.Verification;

/// <summary>Numbers and positions count from 1 to the head without a gap, and the head is where the log ends.</summary>
internal static class HeadChecks
{
    public static IReadOnlyList<Check> All { get; } =
    [
        Check.Rows(
            "every space has a head, and every log a space",
            """
            SELECT s.id AS space_id FROM space s LEFT JOIN space_head h ON h.space_id = s.id WHERE h.space_id IS NULL
            UNION
            SELECT l.space_id FROM log l WHERE NOT EXISTS (SELECT 1 FROM space_head h WHERE h.space_id = l.space_id)
            UNION
            SELECT m.id >> 40 FROM message m WHERE NOT EXISTS (SELECT 1 FROM space_head h WHERE h.space_id = m.id >> 40)
            """,
            "{0}: no head"),
        Check.Rows(
            "positions have no gap, and none is given out twice",
            $"""
            SELECT space_id, before, position FROM (
              SELECT space_id, position, coalesce(lag(position) OVER (PARTITION BY space_id ORDER BY position), 0) AS before
              FROM ({LogChecks.Steps}) AS steps) AS positions
            WHERE position <> before + 1
            """,
            "{0}: position {1} is followed by {2}"),
        Check.Rows(
            "numbers have no gap",
            $"""
            SELECT id >> 40 AS space_id, CASE WHEN before >> 40 = id >> 40 THEN before & {MessageId.MaxNumber} ELSE 0 END,
              id & {MessageId.MaxNumber}
            FROM (SELECT id, lag(id) OVER (ORDER BY id) AS before FROM message) AS ids
            WHERE coalesce(id <> before + 1, 1 = 1) AND id & {MessageId.MaxNumber} <> 1
            """,
            "{0}: number {1} is followed by {2}"),
        Check.Rows(
            "the head is at the last position",
            $"""
            SELECT h.space_id, h.last_position, coalesce(found, 0)
            FROM space_head h LEFT JOIN (
              SELECT space_id, max(position) AS found FROM ({LogChecks.Steps}) AS steps GROUP BY space_id) AS ends
              ON ends.space_id = h.space_id
            WHERE h.last_position <> coalesce(found, 0)
            """,
            "{0}: the head says {1}, the log ends at {2}"),
        Check.Rows(
            "the head is at the last number",
            $"""
            SELECT space_id, last_number, found & {MessageId.MaxNumber} FROM (
              SELECT space_id, last_number, coalesce((
                SELECT max(m.id) FROM message m
                WHERE m.id BETWEEN h.space_id << 40 AND (h.space_id << 40) + {MessageId.MaxNumber}), 0) AS found
              FROM space_head h) AS heads
            WHERE last_number <> found & {MessageId.MaxNumber}
            """,
            "{0}: the head says {1}, the last message is {2}"),
        Check.Rows(
            "the head has the last date",
            $"""
            SELECT h.space_id, h.last_date AS at, l.at FROM space_head h
            JOIN ({LogChecks.Steps}) AS l ON l.space_id = h.space_id AND l.position = h.last_position
            WHERE l.at <> h.last_date
            """,
            "{0}: the head says {1}, the log ends on {2}"),
        Check.Rows(
            "the head counts the members",
            """
            SELECT space_id, member_count, found FROM (
              SELECT space_id, member_count, (
                SELECT count(*) FROM membership m WHERE m.space_id = h.space_id AND m.until_position IS NULL) AS found
              FROM space_head h) AS heads
            WHERE member_count <> found
            """,
            "{0}: the head says {1}, {2} are members"),
    ];
}
