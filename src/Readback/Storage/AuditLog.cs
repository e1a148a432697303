using Readback.Text;

namespace Readback.Storage;

/// <summary>An administrative act.</summary>
/// <param name="Username">Who did it.</param>
/// <param name="At">When.</param>
/// <param name="Address">Where from.</param>
/// <param name="Action">What was done; one of <c>AuditAction</c>.</param>
/// <param name="Target">What it was done to, by name.</param>
/// <param name="SpaceId">The space it concerns, if one.</param>
/// <param name="UserId">The user it concerns, if one.</param>
internal sealed record AuditRow(
    string Username, DateTimeOffset At, string Address, string Action, string Target, long? SpaceId, long? UserId);

internal static class AuditLog
{
    /// <summary>
    /// What an auditor may see: acts that name one of the auditor's own open spaces; and of those that name no space,
    /// the ones on users who are members of these. An act that names a foreign space is never shown.
    /// </summary>
    private const string SeenByAuditor =
        """
        (space_id IN (SELECT mine.space_id FROM membership mine JOIN space s ON s.id = mine.space_id
                      WHERE mine.user_id = $1 AND mine.until_position IS NULL AND s.closed = 0)
         OR (space_id IS NULL AND user_id IN (
               SELECT theirs.user_id FROM membership theirs JOIN membership mine ON mine.space_id = theirs.space_id
               JOIN space s ON s.id = mine.space_id
               WHERE mine.user_id = $1 AND mine.until_position IS NULL AND theirs.until_position IS NULL AND s.closed = 0)))
        """;

    public static ValueTask<int> Insert(Db db, AuditRow row) => db.Execute(
        """
        INSERT INTO audit (username, username_folded, at, address, action, target, text_folded, space_id, user_id)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """,
        row.Username, CaseFolding.Fold(row.Username), row.At, row.Address, row.Action, row.Target,
        CaseFolding.Fold($"{row.Action} {row.Target}"), row.SpaceId, row.UserId);

    /// <param name="auditor">The auditor whose view it is; everything where <c>null</c>.</param>
    public static async ValueTask<(List<AuditRow> Rows, long Total)> Page(
        Db db, RecordFilter filter, long? auditor, bool oldestFirst, int size, long offset)
    {
        var (condition, values) = filter.Conditions("text_folded", auditor);
        var seen = auditor is null ? condition : $"{SeenByAuditor} AND {condition}";
        var order = oldestFirst ? "" : " DESC";
        var rows = await db.All(
            $"""
            SELECT username, at, address, action, target, space_id, user_id FROM audit WHERE {seen}
            ORDER BY at{order}, id{order} LIMIT ${values.Count + 1} OFFSET ${values.Count + 2}
            """,
            static r => new AuditRow(
                r.Text(0), r.Date(1), r.Text(2), r.Text(3), r.Text(4), r.NumberOrNull(5), r.NumberOrNull(6)),
            [.. values, (long)size, offset]);
        return (rows, await db.Number($"SELECT count(*) FROM audit WHERE {seen}", [.. values]));
    }
}
