using System.Security.Cryptography;
using Readback.Configuration;
using Readback.Directory;
using Readback.Log;
using Readback.Storage;
using Readback.Storage.Moving;
using Readback.Text;

namespace Readback.Accounts;

/// <summary>
/// What a new database begins with: its keys, the space <c>default_space</c>, and the user <c>admin</c> as its member.
/// On any other start it only reads the keys.
/// </summary>
internal sealed class FirstStart(
    IStore store, DirectoryWriter writer, SigningKeys keys, Passwords passwords, ReadbackSettings settings)
{
    public const string AdminName = "admin";
    public const string SpaceName = "default_space";

    /// <summary>A random password: letters and digits that nobody takes for one another.</summary>
    private const string PasswordAlphabet = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    /// <summary>With this alphabet more than 128 bits.</summary>
    private const int PasswordLength = 23;

    private const int LogLifeBytes = 8;

    /// <summary>Prepares the data, and returns the password that it made up, to be shown once; else <c>null</c>.</summary>
    /// <exception cref="StoreRefusedException">The password that was given for <c>admin</c> breaks the rule.</exception>
    public async Task<string?> Run()
    {
        await store.Read(MoveMark.Refuse);
        var password = await store.Read(IsNew) ? settings.AdminPassword ?? RandomPassword() : null;
        if (password is not null && PasswordRule.Check("READBACK_ADMIN_PASSWORD", password, AdminName) is { } problem)
        {
            throw new StoreRefusedException(problem.Detail);
        }
        var hash = password is null ? null : await passwords.Hash(password);
        var wasNew = await writer.Change(change => Prepare(change, hash));
        return wasNew && settings.AdminPassword is null ? password : null;
    }

    private static async ValueTask<bool> IsNew(Db db) => !await Users.Any(db);

    private async ValueTask<bool> Prepare(DirectoryChange change, string? passwordHash)
    {
        await DirectoryLog.Lock(change.Db);
        await keys.Load(change.Db);
        if (await Meta.Find(change.Db, Meta.LogLife) is null)
        {
            await Meta.Set(change.Db, Meta.LogLife, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(LogLifeBytes)));
        }
        // Another node may have been faster.
        if (passwordHash is null || !await IsNew(change.Db))
        {
            return false;
        }
        var user = await MakeAdmin(change, passwordHash);
        var space = await SpaceTable.Insert(change.Db, new SpaceRow(
            0, SpaceName, CaseFolding.Fold(SpaceName), false, Actor.System.Username, change.Now, Actor.System.Username, change.Now));
        change.Changed(DirectoryEntry.Space(space));
        await MemberLog.Join(change.Db, space, user, AdminName, change.Now);
        change.Changed(DirectoryEntry.Membership(space, user));
        await change.Record(Actor.System, AuditAction.SpaceCreated, SpaceName, space: space);
        await change.Record(Actor.System, AuditAction.MemberJoined, $"{AdminName} in {SpaceName}", space, user);
        return true;
    }

    private static async ValueTask<long> MakeAdmin(DirectoryChange change, string passwordHash)
    {
        var user = await Users.Insert(change.Db, new UserRow(
            0, AdminName, CaseFolding.Fold(AdminName), passwordHash, Email: null, Phone: null, Enabled: true, Deleted: false,
            EulaAccepted: false, RequirePasswordReset: false, Actor.System.Username, change.Now, Actor.System.Username, change.Now));
        await UserRoles.Grant(change.Db, user, Roles.Admin);
        change.Changed(DirectoryEntry.User(user));
        await change.Record(Actor.System, AuditAction.UserCreated, AdminName, user: user);
        return user;
    }

    public static string RandomPassword() => RandomNumberGenerator.GetString(PasswordAlphabet, PasswordLength);
}
