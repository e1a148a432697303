namespace Readback.Storage.Verification;

/// <summary>The kept counts of recipients and readers equal counting, and keys point to their messages.</summary>
internal static class ReceiptChecks
{
    public static IReadOnlyList<Check> All { get; } =
    [
        // Swept in one pass over the numbers: what begins or ends at a number adds or takes away, and what is open at a number
        // is its count. The cost grows with the messages and the memberships, not with their product.
        Check.Rows(
            "recipients are counted",
            """
            SELECT space_id, number, kept, counted FROM (
              SELECT space_id, number, kept, sum(change) OVER (PARTITION BY space_id ORDER BY number) AS counted
              FROM (
                SELECT space_id, number, sum(change) AS change, max(kept) AS kept FROM (
                  SELECT id >> 40 AS space_id, id & 1099511627775 AS number, 0 AS change, recipient_count AS kept FROM message
                  UNION ALL
                  SELECT space_id, since_number, 1, NULL FROM membership
                  UNION ALL
                  SELECT space_id, until_number + 1, -1, NULL FROM membership WHERE until_number IS NOT NULL) AS events
                GROUP BY space_id, number) AS numbers) AS sums
            WHERE kept <> counted
            """,
            "{0}: message {1} says {2} recipients, {3} memberships hold it"),
        Check.Rows(
            "readers are counted",
            $"""
            SELECT space_id, level, place, sum(kept), sum(counted), sum(kept_single), sum(counted_single) FROM (
              SELECT space_id, level, place, change AS kept, 0 AS counted, single AS kept_single, 0 AS counted_single FROM read_change
              UNION ALL
              SELECT space_id, 0, from_number, 0, 0, 0, 1 FROM read_entry WHERE from_number = to_number
              {string.Concat(Enumerable.Range(0, ReadChanges.Levels).Select(Changes))}) AS changes
            GROUP BY space_id, level, place HAVING sum(kept) <> sum(counted) OR sum(kept_single) <> sum(counted_single)
            """,
            "{0}: on level {1} the change at {2} is {3}, the entries make {4}; alone it counts {5}, the entries make {6}"),
        Check.Rows(
            "idempotency keys are of their sender's messages",
            """
            SELECT k.space_id, k.user_id, k.key, k.message_id FROM idempotency_key k
            LEFT JOIN message m ON m.id = k.message_id AND m.space_id = k.space_id AND m.sender_id = k.user_id
            WHERE m.id IS NULL
            """,
            "{0}: the key {2} of {1} points to {3}, which is not a message of that sender there"),
    ];

    /// <summary>What the entries change on a level: those that begin in one of its places and end in another.</summary>
    private static string Changes(int level)
    {
        var bits = level * ReadChanges.LevelBits;
        var crossing = $"from_number < to_number AND from_number >> {bits} <> (to_number + 1) >> {bits}";
        return $"""
              UNION ALL
              SELECT space_id, {level}, from_number >> {bits}, 0, 1, 0, 0 FROM read_entry WHERE {crossing}
              UNION ALL
              SELECT space_id, {level}, (to_number + 1) >> {bits}, 0, -1, 0, 0 FROM read_entry WHERE {crossing}

            """;
    }
}
