using Readback.Directory;
using Readback.Http;
using Readback.Log;
using Readback.Storage;

namespace Readback.Spaces;

/// <summary>Lets users into spaces, and takes them out again.</summary>
internal sealed class MemberAdministration(DirectoryWriter writer)
{
    public static readonly ProblemResult NoSuchUser = ProblemResult.NotFound("There is no such user.");

    private static readonly ProblemResult NotAMember = ProblemResult.NotFound("The user is not a member of such a space.");

    /// <summary>Makes a user a member from the next message on; a member stays one.</summary>
    public Task<Answer<SpaceRow>> Join(Actor actor, long user, long space) =>
        writer.Administer(actor, change => Join(change, actor, user, space));

    /// <summary>Ends a membership. What was delivered until then is kept.</summary>
    public Task<Answer<SpaceRow>> Leave(Actor actor, long user, long space) =>
        writer.Administer(actor, change => Leave(change, actor, user, space));

    /// <summary>Somebody who is not deleted, and no machine, as it is inside a transaction.</summary>
    public static async ValueTask<UserRow?> FindUser(Db db, long id) =>
        await Users.Find(db, id) is { Deleted: false } user && await MachineTable.Find(db, id) is null ? user : null;

    /// <summary>Ends every membership of a user, in closed spaces too.</summary>
    public static async ValueTask LeaveAll(DirectoryChange change, long user)
    {
        foreach (var space in await Memberships.OpenOf(change.Db, user))
        {
            await MemberLog.Leave(change.Db, space, user, change.Now);
            change.Changed(DirectoryEntry.Membership(space, user));
        }
    }

    /// <summary>Inside a change.</summary>
    public static async ValueTask<Answer<SpaceRow>> Join(DirectoryChange change, Actor actor, long userId, long spaceId)
    {
        if (await FindUser(change.Db, userId) is not { } user)
        {
            return NoSuchUser;
        }
        if (await SpaceAdministration.FindOpen(change.Db, spaceId) is not { } space)
        {
            return SpaceAdministration.NotFound;
        }
        if (await MemberLog.Join(change.Db, space.Id, user.Id, user.Username, change.Now))
        {
            await Changed(change, actor, AuditAction.MemberJoined, user, space);
        }
        return space;
    }

    private static async ValueTask<Answer<SpaceRow>> Leave(DirectoryChange change, Actor actor, long userId, long spaceId)
    {
        if (await FindUser(change.Db, userId) is not { } user)
        {
            return NoSuchUser;
        }
        if (await SpaceAdministration.FindOpen(change.Db, spaceId) is not { } space
            || !await MemberLog.Leave(change.Db, space.Id, user.Id, change.Now))
        {
            return NotAMember;
        }
        await Changed(change, actor, AuditAction.MemberLeft, user, space);
        return space;
    }

    private static ValueTask<int> Changed(DirectoryChange change, Actor actor, string action, UserRow user, SpaceRow space)
    {
        change.Changed(DirectoryEntry.Membership(space.Id, user.Id));
        return change.Record(actor, action, $"{user.Username} in {space.Name}", space.Id, user.Id);
    }
}
