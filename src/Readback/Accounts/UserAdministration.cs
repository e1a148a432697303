using Readback.Directory;
using Readback.Http;
using Readback.Spaces;
using Readback.Storage;
using Readback.Text;

namespace Readback.Accounts;

/// <summary>Makes, changes and deletes users. A name is fixed for good and never used again.</summary>
internal sealed class UserAdministration(DirectoryWriter writer, DirectoryCache directory, Passwords passwords)
{
    public static readonly ProblemResult NotFound = MemberAdministration.NoSuchUser;

    public static readonly ProblemResult NameTaken = ProblemResult.Conflict("username: another user has this name, or once had it.");
    private static readonly ProblemResult NameFixed = ProblemResult.Conflict("username: a user's name is fixed for good.");

    public async Task<Answer<UserRow>> Create(Actor actor, UserInput input)
    {
        if ((UserRules.CheckUsername(input.Username)
                ?? PasswordRule.Check("password", input.Password, input.Username!)
                ?? UserRules.CheckContact(input.Email, input.Phone)) is { } problem)
        {
            return problem;
        }
        if (directory.UsernameOnRecord(input.Username!) is not null)
        {
            return NameTaken; // Before a password is hashed for nothing; asked again inside.
        }
        var hash = await passwords.Hash(input.Password!);
        return await writer.Administer(actor, change => Create(change, actor, input, hash));
    }

    /// <summary>Changes what is given. Another password, and being disabled, end the user's sessions.</summary>
    public async Task<Answer<UserRow>> Change(Actor actor, long id, UserInput input)
    {
        if (!directory.TryGetUser(id, out var user))
        {
            return NotFound;
        }
        if (input.Username is not null && !CaseFolding.Same(input.Username, user.Username))
        {
            return NameFixed;
        }
        if (((input.Password is null ? null : PasswordRule.Check("password", input.Password, user.Username))
                ?? UserRules.CheckContact(input.Email, input.Phone)) is { } problem)
        {
            return problem;
        }
        var hash = input.Password is null ? null : await passwords.Hash(input.Password);
        return await writer.Administer(actor, change => Change(change, actor, id, input, hash));
    }

    /// <summary>Ends a user for good: no log-in, no membership, no role. What was said and read stays under the name.</summary>
    public Task<Answer<UserRow>> Delete(Actor actor, long id) => writer.Administer(actor, change => Delete(change, actor, id));

    /// <summary>Inside a change, with what it holds already checked.</summary>
    public static async ValueTask<Answer<UserRow>> Create(DirectoryChange change, Actor actor, UserInput input, string hash)
    {
        var folded = CaseFolding.Fold(input.Username!);
        if (await Users.FindByName(change.Db, folded) is not null)
        {
            return NameTaken;
        }
        var user = input.Over(new UserRow(
            0, input.Username!, folded, hash, Email: null, Phone: null, Enabled: true, Deleted: false, EulaAccepted: false,
            RequirePasswordReset: false, actor.Username, change.Now, actor.Username, change.Now));
        user = user with { Id = await Users.Insert(change.Db, user) };
        change.Changed(DirectoryEntry.User(user.Id));
        await change.Record(actor, AuditAction.UserCreated, user.Username, user: user.Id);
        return user;
    }

    private static async ValueTask<Answer<UserRow>> Change(
        DirectoryChange change, Actor actor, long id, UserInput input, string? hash)
    {
        if (await MemberAdministration.FindUser(change.Db, id) is not { } before)
        {
            return NotFound;
        }
        var user = input.Over(before) with { PasswordHash = hash ?? before.PasswordHash };
        if (!user.Enabled && await LastAdministrator.Is(change.Db, before))
        {
            return LastAdministrator.Needed;
        }
        if (hash is not null || !user.Enabled)
        {
            await change.RevokeSessions(id);
        }
        return await Save(change, actor, AuditAction.UserChanged, user);
    }

    private static async ValueTask<Answer<UserRow>> Delete(DirectoryChange change, Actor actor, long id)
    {
        if (await MemberAdministration.FindUser(change.Db, id) is not { } user)
        {
            return NotFound;
        }
        if (await LastAdministrator.Is(change.Db, user))
        {
            return LastAdministrator.Needed;
        }
        await MemberAdministration.LeaveAll(change, id);
        await change.RevokeSessions(id);
        await UserRoles.RevokeAll(change.Db, id);
        await LoginFailures.DeleteOf(change.Db, user.UsernameFolded);
        return await Save(change, actor, AuditAction.UserDeleted, user with { Deleted = true });
    }

    private static async ValueTask<Answer<UserRow>> Save(DirectoryChange change, Actor actor, string action, UserRow user)
    {
        var row = user with { ModifiedBy = actor.Username, ModifiedAt = change.Now };
        await Users.Update(change.Db, row);
        change.Changed(DirectoryEntry.User(row.Id));
        await change.Record(actor, action, row.Username, user: row.Id);
        return row;
    }
}
