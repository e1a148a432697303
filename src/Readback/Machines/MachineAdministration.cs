using Readback.Accounts;
using Readback.Directory;
using Readback.Http;
using Readback.Spaces;
using Readback.Storage;
using Readback.Text;

namespace Readback.Machines;

/// <summary>Makes machines, gives them other tokens, and takes these away. A machine's name stays its own for good.</summary>
internal sealed class MachineAdministration(DirectoryWriter writer, TimeProvider clock)
{
    /// <summary>Machines of a space whose token was not taken away.</summary>
    public const int MaxPerSpace = 200;

    public static readonly ProblemResult NotFound = ProblemResult.NotFound("There is no such machine in this space.");

    private static readonly ProblemResult NameTaken = ProblemResult.Conflict(
        "name: a user or another machine has this name, or once had it.");
    private static readonly ProblemResult TooMany = ProblemResult.Conflict(
        $"This space has {MaxPerSpace} machines, which is the most there can be: revoke one.");
    private static readonly ProblemResult ScopesUnknown = ProblemResult.BadRequest(
        $"scopes: must hold {MachineScopes.Send}, {MachineScopes.Read}, or both.");
    private static readonly ProblemResult AlreadyOver = ProblemResult.BadRequest("expirationDate: must lie ahead.");

    /// <summary>Makes a machine for a space, with its first token.</summary>
    public async Task<Answer<MachineWithToken>> Create(Actor actor, long space, MachineInput input)
    {
        var scopes = input.Scopes ?? [MachineScopes.Send];
        return (UserRules.CheckUsername(input.Name, "name") ?? (MachineScopes.AreGood(scopes) ? null : ScopesUnknown)
                ?? CheckEnd(input.ExpirationDate)) is { } problem
            ? problem
            : await writer.Administer(actor, change => Create(change, actor, space, input, scopes));
    }

    /// <summary>Gives a machine another token, also one whose token was taken away or has ended. The old one is worth nothing from now on.</summary>
    public async Task<Answer<MachineWithToken>> Renew(Actor actor, long space, long machine, DateTimeOffset? endsAt) =>
        CheckEnd(endsAt) is { } problem ? problem : await writer.Administer(actor, change => Renew(change, actor, space, machine, endsAt));

    /// <summary>Takes a machine's token away.</summary>
    public Task<Answer<Machine>> Revoke(Actor actor, long space, long machine) =>
        writer.Administer(actor, change => Revoke(change, actor, space, machine));

    private ProblemResult? CheckEnd(DateTimeOffset? endsAt) => endsAt <= clock.GetUtcNow() ? AlreadyOver : null;

    private static async ValueTask<Answer<MachineWithToken>> Create(
        DirectoryChange change, Actor actor, long spaceId, MachineInput input, IReadOnlyList<string> scopes)
    {
        if (await SpaceAdministration.FindOpen(change.Db, spaceId) is not { } space)
        {
            return SpaceAdministration.NotFound;
        }
        var folded = CaseFolding.Fold(input.Name!);
        if (await Users.FindByName(change.Db, folded) is not null)
        {
            return NameTaken;
        }
        if ((await MachineTable.Of(change.Db, spaceId)).Count(other => other.RevokedAt is null) >= MaxPerSpace)
        {
            return TooMany;
        }
        // No password has an empty hash: by none can it log in.
        var user = new UserRow(
            0, input.Name!, folded, PasswordHash: "", Email: null, Phone: null, Enabled: true, Deleted: false, EulaAccepted: false,
            RequirePasswordReset: false, actor.Username, change.Now, actor.Username, change.Now);
        user = user with { Id = await Users.Insert(change.Db, user) };
        var token = MachineToken.New();
        var machine = new MachineRow(
            user.Id, spaceId, MachineToken.Hash(token), scopes.Contains(MachineScopes.Send), scopes.Contains(MachineScopes.Read),
            change.Now, input.ExpirationDate, RevokedAt: null, UsedAt: null);
        await MachineTable.Insert(change.Db, machine);
        await Changed(change, actor, AuditAction.MachineCreated, user, space);
        return new MachineWithToken(Machine.Of(user, machine), token);
    }

    private static async ValueTask<Answer<MachineWithToken>> Renew(
        DirectoryChange change, Actor actor, long spaceId, long id, DateTimeOffset? endsAt)
    {
        if (await Find(change.Db, spaceId, id) is not var (space, user, machine))
        {
            return NotFound;
        }
        var token = MachineToken.New();
        machine = machine with { TokenHash = MachineToken.Hash(token), IssuedAt = change.Now, EndsAt = endsAt, RevokedAt = null };
        user = await Save(change, actor, AuditAction.MachineRenewed, user, machine, space);
        return new MachineWithToken(Machine.Of(user, machine), token);
    }

    private static async ValueTask<Answer<Machine>> Revoke(DirectoryChange change, Actor actor, long spaceId, long id)
    {
        if (await Find(change.Db, spaceId, id) is not var (space, user, machine) || machine.RevokedAt is not null)
        {
            return NotFound;
        }
        machine = machine with { RevokedAt = change.Now };
        return Machine.Of(await Save(change, actor, AuditAction.MachineRevoked, user, machine, space), machine);
    }

    private static async ValueTask<(SpaceRow Space, UserRow User, MachineRow Machine)?> Find(Db db, long space, long id) =>
        await SpaceAdministration.FindOpen(db, space) is { } where
        && await MachineTable.Find(db, id) is { } machine && machine.SpaceId == space
        && await Users.Find(db, id) is { } user
            ? (where, user, machine)
            : null;

    private static async ValueTask<UserRow> Save(
        DirectoryChange change, Actor actor, string action, UserRow user, MachineRow machine, SpaceRow space)
    {
        var row = user with { ModifiedBy = actor.Username, ModifiedAt = change.Now };
        await MachineTable.Update(change.Db, machine);
        await Users.Update(change.Db, row);
        await Changed(change, actor, action, row, space);
        return row;
    }

    private static ValueTask<int> Changed(DirectoryChange change, Actor actor, string action, UserRow user, SpaceRow space)
    {
        change.Changed(DirectoryEntry.User(user.Id));
        return change.Record(actor, action, $"{user.Username} in {space.Name}", space.Id, user.Id);
    }
}
