using Readback.Text;

namespace Readback.Storage;

/// <summary>An attempt to log in.</summary>
/// <param name="Username">The name as it was typed, cut to what a name can hold.</param>
/// <param name="At">When.</param>
/// <param name="Address">Where from.</param>
/// <param name="Successful">Whether it was let in.</param>
/// <param name="Message">What came of it; for administrators' eyes, never for the caller's.</param>
internal sealed record AuthLogRow(string Username, DateTimeOffset At, string Address, bool Successful, string Message);

internal static class AuthLog
{
    public static ValueTask<int> Insert(Db db, AuthLogRow row) => db.Execute(
        """
        INSERT INTO auth_log (username, username_folded, at, address, successful, message, message_folded)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        """,
        row.Username, CaseFolding.Fold(row.Username), row.At, row.Address, row.Successful, row.Message,
        CaseFolding.Fold(row.Message));

    public static ValueTask<int> DeleteBefore(Db db, DateTimeOffset date) => db.Execute("DELETE FROM auth_log WHERE at < $1", date);

    public static async ValueTask<(List<AuthLogRow> Rows, long Total)> Page(
        Db db, RecordFilter filter, bool oldestFirst, int size, long offset)
    {
        var (condition, values) = filter.Conditions("message_folded");
        var order = oldestFirst ? "" : " DESC";
        var rows = await db.All(
            $"""
            SELECT username, at, address, successful, message FROM auth_log WHERE {condition}
            ORDER BY at{order}, id{order} LIMIT ${values.Count + 1} OFFSET ${values.Count + 2}
            """,
            static r => new AuthLogRow(r.Text(0), r.Date(1), r.Text(2), r.Truth(3), r.Text(4)),
            [.. values, (long)size, offset]);
        return (rows, await db.Number($"SELECT count(*) FROM auth_log WHERE {condition}", [.. values]));
    }
}
