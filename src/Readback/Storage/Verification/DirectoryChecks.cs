namespace Readback.Storage.Verification;

/// <summary>The log by which nodes follow users, spaces, memberships and sessions. Its old rows may have been dropped.</summary>
internal static class DirectoryChecks
{
    public static IReadOnlyList<Check> All { get; } =
    [
        Check.Rows(
            "the directory's log has no gap",
            """
            SELECT before, number FROM (
              SELECT number, lag(number) OVER (ORDER BY number) AS before FROM directory_log) AS numbers
            WHERE number <> before + 1
            """,
            "{0} is followed by {1}"),
        Check.Rows(
            "the directory's head is at its last number",
            """
            SELECT number, last FROM (
              SELECT h.number, (SELECT max(l.number) FROM directory_log l) AS last FROM directory_head h) AS heads
            WHERE number <> last
            """,
            "The head says {0}, the log ends at {1}"),
    ];
}
