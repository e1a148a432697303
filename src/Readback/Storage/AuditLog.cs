namespace Readback.Storage;

/// <summary>An administrative act.</summary>
/// <param name="Username">Who did it.</param>
/// <param name="Action">A verb from the list in docs/administration.md.</param>
/// <param name="Target">What it was done to, by name.</param>
/// <param name="SpaceId">The space it concerns, if one.</param>
/// <param name="UserId">The user it concerns, if one.</param>
internal sealed record AuditRow(
    string Username, DateTimeOffset At, string Address, string Action, string Target, long? SpaceId, long? UserId);

internal static class AuditLog
{
    public static ValueTask<int> Insert(Db db, AuditRow row) => db.Execute(
        "INSERT INTO audit (username, at, address, action, target, space_id, user_id) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        row.Username, row.At, row.Address, row.Action, row.Target, row.SpaceId, row.UserId);
}
