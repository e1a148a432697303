namespace Readback.Storage.Verification;

/// <summary>The kept counts of recipients and readers equal counting, and keys point to their messages.</summary>
internal static class ReceiptChecks
{
    public static IReadOnlyList<Check> All { get; } =
    [
        Check.Rows(
            "every message has its receipts",
            $"""
            SELECT m.id >> 40 AS space_id, m.id & {MessageId.MaxNumber} FROM message m
            LEFT JOIN message_receipts r ON r.space_id = m.id >> 40 AND r.number = m.id & {MessageId.MaxNumber}
            WHERE r.number IS NULL
            """,
            "{0}: message {1} has no receipts"),
        Check.Rows(
            "receipts are of messages",
            """
            SELECT r.space_id, r.number FROM message_receipts r
            LEFT JOIN message m ON m.id = (r.space_id << 40) + r.number
            WHERE m.id IS NULL
            """,
            "{0}: there are receipts of {1}, and no such message"),
        // Both counts are swept in one pass over the numbers: what begins or ends at a number adds or takes away.
        Check.Rows(
            "recipients are counted",
            Swept(
                "recipient_count",
                """
                SELECT space_id, since_number AS number, 1 AS change FROM membership
                UNION ALL
                SELECT space_id, until_number + 1, -1 FROM membership WHERE until_number IS NOT NULL
                """),
            "{0}: message {1} says {2} recipients, {3} memberships hold it"),
        Check.Rows(
            "readers are counted",
            Swept(
                "read_count",
                """
                SELECT space_id, from_number AS number, 1 AS change FROM read_entry
                UNION ALL
                SELECT space_id, to_number + 1, -1 FROM read_entry
                """),
            "{0}: message {1} says {2} readers, the entries of {3} hold it"),
        Check.Rows(
            "idempotency keys are of their sender's messages",
            """
            SELECT k.space_id, k.user_id, k.key, k.message_id FROM idempotency_key k
            LEFT JOIN message m ON m.id = k.message_id AND m.space_id = k.space_id AND m.sender_id = k.user_id
            WHERE m.id IS NULL
            """,
            "{0}: the key {2} of {1} points to {3}, which is not a message of that sender there"),
    ];

    /// <summary>
    /// Compares a kept count with counting: ranges open and close as the numbers pass by, and what is open at a number is
    /// its count. The cost grows with the messages and the ranges, not with their product.
    /// </summary>
    private static string Swept(string count, string changes) =>
        $"""
        SELECT space_id, number, kept, counted FROM (
          SELECT space_id, number, kept, sum(change) OVER (PARTITION BY space_id ORDER BY number) AS counted
          FROM (
            SELECT space_id, number, sum(change) AS change, max(kept) AS kept FROM (
              SELECT space_id, number, change, NULL AS kept FROM ({changes}) AS changes
              UNION ALL
              SELECT space_id, number, 0, {count} FROM message_receipts) AS events
            GROUP BY space_id, number) AS numbers) AS sums
        WHERE kept <> counted
        """;
}
