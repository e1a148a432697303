
namespace Readback.Storage;

/// <summary>A user as it is on record. The name is fixed for good and never used again, also after deletion.</summary>
internal sealed record UserRow(
    long Id, string Username, string UsernameFolded, string PasswordHash, string? Email, string? Phone, bool Enabled, bool Deleted,
    bool EulaAccepted, bool RequirePasswordReset, string CreatedBy, DateTimeOffset CreatedAt, string ModifiedBy,
    DateTimeOffset ModifiedAt);

internal static class Users
{
    public static async ValueTask<bool> Any(Db db) => await db.Number("SELECT count(*) FROM users") > 0;

    private const string Columns =
        """
        id, username, username_folded, password_hash, email, phone, enabled, deleted, eula_accepted, require_password_reset,
        created_by, created_at, modified_by, modified_at
        """;

    public static ValueTask<List<UserRow>> All(Db db) => db.All($"SELECT {Columns} FROM users ORDER BY id", Row);

    public static ValueTask<UserRow?> Find(Db db, long id) => db.First($"SELECT {Columns} FROM users WHERE id = $1", Row, id);

    public static ValueTask<UserRow?> FindByName(Db db, string folded) =>
        db.First($"SELECT {Columns} FROM users WHERE username_folded = $1", Row, folded);

    /// <summary>Stores a new user (its <c>Id</c> is ignored) and returns the id it was given.</summary>
    public static ValueTask<long> Insert(Db db, UserRow u) => db.Number(
        """
        INSERT INTO users (username, username_folded, password_hash, email, phone, enabled, deleted, eula_accepted,
          require_password_reset, created_by, created_at, modified_by, modified_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) RETURNING id
        """,
        u.Username, u.UsernameFolded, u.PasswordHash, u.Email, u.Phone, u.Enabled, u.Deleted, u.EulaAccepted,
        u.RequirePasswordReset, u.CreatedBy, u.CreatedAt, u.ModifiedBy, u.ModifiedAt);

    public static ValueTask<int> Update(Db db, UserRow u) => db.Execute(
        """
        UPDATE users SET password_hash = $2, email = $3, phone = $4, enabled = $5, deleted = $6, eula_accepted = $7,
          require_password_reset = $8, modified_by = $9, modified_at = $10
        WHERE id = $1
        """,
        u.Id, u.PasswordHash, u.Email, u.Phone, u.Enabled, u.Deleted, u.EulaAccepted, u.RequirePasswordReset,
        u.ModifiedBy, u.ModifiedAt);

    private static UserRow Row(DbRow r) => new(
        r.Number(0), r.Text(1), r.Text(2), r.Text(3), r.TextOrNull(4), r.TextOrNull(5), r.Truth(6), r.Truth(7),
        r.Truth(8), r.Truth(9), r.Text(10), r.Date(11), r.Text(12), r.Date(13));
}
