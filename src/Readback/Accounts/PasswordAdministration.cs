using Readback.Configuration;
using Readback.Directory;
using Readback.Http;
using Readback.Spaces;
using Readback.Storage;
using Readback.Text;

namespace Readback.Accounts;

/// <summary>Other passwords: one's own, or somebody else's; and the end of a lock.</summary>
internal sealed class PasswordAdministration(
    DirectoryWriter writer, DirectoryCache directory, Passwords passwords, LoginRate rate, ReadbackSettings settings)
{
    private static readonly ProblemResult WrongOld = ProblemResult.BadRequest("oldPassword: this is not your password.");
    private static readonly ProblemResult NotAgain = ProblemResult.BadRequest("newPasswordAgain: must be the same as newPassword.");
    private static readonly ProblemResult NotLocked = ProblemResult.NotFound("No user of this name is locked.");

    /// <summary>
    /// Changes the caller's own password and ends the caller's other sessions. A wrong old one counts like a wrong one at a
    /// log-in: whoever holds somebody's session must not be able to try on.
    /// </summary>
    /// <param name="caller">Who.</param>
    /// <param name="countedAddress">What failures and attempts are counted by.</param>
    /// <param name="input">The passwords.</param>
    public async Task<Answer<bool>> ChangeOwn(Caller caller, string countedAddress, OwnPasswordInput input)
    {
        if (Check(input.NewPassword, input.NewPasswordAgain, caller.User.Username) is { } problem)
        {
            return problem;
        }
        if (string.IsNullOrEmpty(input.OldPassword))
        {
            return WrongOld;
        }
        if (await rate.Refuse(countedAddress) is { } tooMany)
        {
            return tooMany;
        }
        var oldHash = caller.User.Row.PasswordHash;
        var isRight = await passwords.Verify(oldHash, input.OldPassword);
        var hash = isRight ? await passwords.Hash(input.NewPassword!) : null;
        return await writer.Change(change => ChangeOwn(change, caller, countedAddress, oldHash, hash));
    }

    /// <summary>Gives a user another password and ends the user's sessions.</summary>
    public async Task<Answer<bool>> Reset(Actor actor, string username, PasswordResetInput input)
    {
        if (!directory.TryGetUser(username, out var user))
        {
            return MemberAdministration.NoSuchUser;
        }
        if (Check(input.NewPassword, input.NewPasswordAgain, user.Username) is { } problem)
        {
            return problem;
        }
        var hash = await passwords.Hash(input.NewPassword!);
        return await writer.Administer(actor, change => Reset(change, actor, user.Id, hash, input.RequirePasswordReset));
    }

    /// <summary>Lets a user try again who mistyped too often, from every address.</summary>
    public Task<Answer<bool>> Unlock(Actor actor, string username) =>
        writer.Administer(actor, change => Unlock(change, actor, username));

    private static ProblemResult? Check(string? password, string? again, string username) =>
        PasswordRule.Check("newPassword", password, username) ?? (password == again ? null : NotAgain);

    /// <param name="change">The transaction.</param>
    /// <param name="caller">Who.</param>
    /// <param name="countedAddress">What failures are counted by.</param>
    /// <param name="oldHash">What the old password was checked against.</param>
    /// <param name="hash">The new password's; <c>null</c> where the old one was wrong.</param>
    private async ValueTask<Answer<bool>> ChangeOwn(
        DirectoryChange change, Caller caller, string countedAddress, string oldHash, string? hash)
    {
        var facts = await Callers.Find(change.Db, [(caller.Session.Id, 0)], change.Now).First();
        if (facts is not { SessionIsGood: true, MayLogIn: true }
            || await MemberAdministration.FindUser(change.Db, caller.User.Id) is not { } user)
        {
            return Refusals.NotLoggedIn;
        }
        var failures = (await LoginFailures.Take(change.Db, user.UsernameFolded, countedAddress, change.Now))
            .WithinLock(settings.Sessions, change.Now);
        if (failures.LockedUntil is { } until && until > change.Now)
        {
            await LoginFailures.Save(change.Db, user.UsernameFolded, countedAddress, failures, change.Now);
            return ProblemResult.TooManyRequests(
                "Too many wrong passwords from your address: wait.", (int)Math.Ceiling((until - change.Now).TotalSeconds));
        }
        if (hash is null || user.PasswordHash != oldHash)
        {
            var more = failures.AndOneMore(settings.Sessions, change.Now);
            await LoginFailures.Save(change.Db, user.UsernameFolded, countedAddress, more, change.Now);
            return WrongOld;
        }
        await LoginFailures.Delete(change.Db, user.UsernameFolded, countedAddress);
        await change.RevokeSessions(user.Id, except: caller.Session.Id);
        return await Save(change, Actor.Of(caller), AuditAction.PasswordChanged, user with
        {
            PasswordHash = hash,
            RequirePasswordReset = false,
        });
    }

    private static async ValueTask<Answer<bool>> Reset(DirectoryChange change, Actor actor, long id, string hash, bool mustChange)
    {
        if (await MemberAdministration.FindUser(change.Db, id) is not { } user)
        {
            return MemberAdministration.NoSuchUser;
        }
        await change.RevokeSessions(id);
        return await Save(change, actor, AuditAction.PasswordReset, user with
        {
            PasswordHash = hash,
            RequirePasswordReset = mustChange,
        });
    }

    private static async ValueTask<Answer<bool>> Unlock(DirectoryChange change, Actor actor, string username)
    {
        if (await Users.FindByName(change.Db, CaseFolding.Fold(username)) is not { Deleted: false } user
            || !await LoginFailures.IsLocked(change.Db, user.UsernameFolded, change.Now))
        {
            return NotLocked;
        }
        await LoginFailures.DeleteOf(change.Db, user.UsernameFolded);
        await change.Record(actor, AuditAction.UserUnlocked, user.Username, user: user.Id);
        return true;
    }

    private static async ValueTask<Answer<bool>> Save(DirectoryChange change, Actor actor, string action, UserRow user)
    {
        await Users.Update(change.Db, user with { ModifiedBy = actor.Username, ModifiedAt = change.Now });
        change.Changed(DirectoryEntry.User(user.Id));
        await change.Record(actor, action, user.Username, user: user.Id);
        return true;
    }
}
