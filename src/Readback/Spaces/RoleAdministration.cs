using Readback.Directory;
using Readback.Http;
using Readback.Storage;

namespace Readback.Spaces;

/// <summary>Gives roles to users, and takes them away.</summary>
internal sealed class RoleAdministration(DirectoryWriter writer)
{
    private static readonly ProblemResult RoleNotHeld = ProblemResult.NotFound("The user does not have such a role.");

    /// <summary>Gives a role; who has it keeps it.</summary>
    public async Task<Answer<string>> Grant(Actor actor, long user, string? role) =>
        role is not null && Roles.IsKnown(role)
            ? await writer.Administer(actor, change => Grant(change, actor, user, role))
            : ProblemResult.BadRequest($"The role must be {Roles.Admin}, {Roles.Auditor} or {Roles.Operator}.");

    /// <summary>Takes a role away.</summary>
    public Task<Answer<string>> Revoke(Actor actor, long user, string role) =>
        writer.Administer(actor, change => Revoke(change, actor, user, role));

    /// <summary>Inside a change.</summary>
    public static async ValueTask<Answer<string>> Grant(DirectoryChange change, Actor actor, long userId, string role)
    {
        if (await MemberAdministration.FindUser(change.Db, userId) is not { } user)
        {
            return MemberAdministration.NoSuchUser;
        }
        if (await UserRoles.Grant(change.Db, userId, role))
        {
            await Changed(change, actor, AuditAction.RoleGranted, user, role);
        }
        return role;
    }

    private static async ValueTask<Answer<string>> Revoke(DirectoryChange change, Actor actor, long userId, string role)
    {
        if (await MemberAdministration.FindUser(change.Db, userId) is not { } user)
        {
            return MemberAdministration.NoSuchUser;
        }
        if (role == Roles.Admin && await LastAdministrator.Is(change.Db, user))
        {
            return LastAdministrator.Needed;
        }
        if (!await UserRoles.Revoke(change.Db, userId, role))
        {
            return RoleNotHeld;
        }
        await Changed(change, actor, AuditAction.RoleRevoked, user, role);
        return role;
    }

    private static ValueTask<int> Changed(DirectoryChange change, Actor actor, string action, UserRow user, string role)
    {
        change.Changed(DirectoryEntry.User(user.Id));
        return change.Record(actor, action, $"{role} of {user.Username}", user: user.Id);
    }
}
