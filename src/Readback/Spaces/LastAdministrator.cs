using Readback.Directory;
using Readback.Http;
using Readback.Storage;

namespace Readback.Spaces;

/// <summary>Somebody must be left who can administer: asked inside the transaction, where nobody else changes it.</summary>
internal static class LastAdministrator
{
    public static readonly ProblemResult Needed = ProblemResult.Conflict(
        $"This is the last enabled user with the role {Roles.Admin}: give the role to somebody else first.");

    /// <summary>Whether a user is the only one left who is enabled and holds the role.</summary>
    public static async ValueTask<bool> Is(Db db, UserRow user) =>
        user.Enabled && (await UserRoles.Of(db, user.Id)).Contains(Roles.Admin)
        && await UserRoles.CountEnabled(db, Roles.Admin) == 1;
}
