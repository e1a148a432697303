using Readback.Text;

namespace Readback.Storage.Verification;

/// <summary>Names are found with case ignored by their folded form, and a message is under its sender's name.</summary>
internal static class NameChecks
{
    public static IReadOnlyList<Check> All { get; } =
    [
        new("usernames are folded right", (db, _) => Misfolded(db, "SELECT username, username_folded FROM users")),
        new("space names are folded right", (db, _) => Misfolded(db, "SELECT name, name_folded FROM space")),
        new("records are folded right", (db, _) => Misfolded(
            db,
            """
            SELECT username, username_folded FROM auth_log
            UNION ALL SELECT message, message_folded FROM auth_log
            UNION ALL SELECT username, username_folded FROM audit
            UNION ALL SELECT action || ' ' || target, text_folded FROM audit
            """)),
        Check.Rows(
            "messages are under their sender's name",
            $"""
            SELECT m.id >> 40 AS space_id, m.id & {MessageId.MaxNumber}, m.sender, u.username
            FROM message m LEFT JOIN users u ON u.id = m.sender_id
            WHERE u.id IS NULL OR u.username <> m.sender
            """,
            "{0}: message {1} is under the name {2}, its sender's is {3}"),
    ];

    private static IAsyncEnumerable<string> Misfolded(Db db, string sql) => db.Stream(
            sql, static row => (Name: row.Text(0), Folded: row.Text(1)))
        .Where(row => CaseFolding.Fold(row.Name) != row.Folded)
        .Select(row => $"{row.Name} is kept as {row.Folded}");
}
