namespace Readback.Storage;

/// <summary>Which roles users hold.</summary>
internal static class UserRoles
{
    public static ValueTask<List<(long User, string Role)>> All(Db db) =>
        db.All("SELECT user_id, role FROM user_role", static r => (r.Number(0), r.Text(1)));

    public static ValueTask<List<string>> Of(Db db, long user) =>
        db.All("SELECT role FROM user_role WHERE user_id = $1 ORDER BY role", static r => r.Text(0), user);

    /// <summary>False where the user has the role already.</summary>
    public static async ValueTask<bool> Grant(Db db, long user, string role) => await db.Execute(
        "INSERT INTO user_role (user_id, role) VALUES ($1, $2) ON CONFLICT (user_id, role) DO NOTHING", user, role) == 1;

    /// <summary>False where the user does not have the role.</summary>
    public static async ValueTask<bool> Revoke(Db db, long user, string role) =>
        await db.Execute("DELETE FROM user_role WHERE user_id = $1 AND role = $2", user, role) == 1;

    public static ValueTask<int> RevokeAll(Db db, long user) =>
        db.Execute("DELETE FROM user_role WHERE user_id = $1", user);

    /// <summary>How many users that can log in hold a role.</summary>
    public static ValueTask<long> CountEnabled(Db db, string role) => db.Number(
        """
        SELECT count(*) FROM user_role r JOIN users u ON u.id = r.user_id
        WHERE r.role = $1 AND u.enabled = 1 AND u.deleted = 0
        """, role);
}
