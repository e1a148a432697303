using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Readback.Storage;
using Readback.Text;

namespace Readback.Directory;

/// <summary>
/// Users, spaces, memberships and sessions in memory, so that authorising a request touches no database. It follows
/// the database by the directory's log: at once on the node that took a change, shortly after on the others.
/// </summary>
internal sealed class DirectoryCache(IStore store, TimeProvider clock)
{
    private readonly SemaphoreSlim _catchingUp = new(1);
    private readonly ConcurrentDictionary<long, DirectoryUser> _users = [];
    private readonly ConcurrentDictionary<string, long> _userIds = [];
    private readonly ConcurrentDictionary<long, SpaceRow> _spaces = [];
    private readonly ConcurrentDictionary<string, long> _spaceIds = [];
    private readonly ConcurrentDictionary<string, SessionRow> _sessions = [];
    private readonly ConcurrentDictionary<string, long> _machineIds = [];
    private long _number = -1;
    private long _confirmedAt;

    /// <summary>Raised after memory has followed the directory's log, with what changed; it must not block.</summary>
    public event Action<IReadOnlyCollection<DirectoryEntry>>? Changed;

    /// <summary>People that are not deleted, by id.</summary>
    public IEnumerable<DirectoryUser> Users =>
        _users.Values.Where(user => user is { Row.Deleted: false, Machine: null }).OrderBy(user => user.Id);

    /// <summary>Machines, those that are revoked too, by id.</summary>
    public IEnumerable<DirectoryUser> Machines => _users.Values.Where(user => user.Machine is not null).OrderBy(user => user.Id);

    /// <summary>Spaces that are not closed, by id.</summary>
    public IEnumerable<SpaceRow> Spaces => _spaces.Values.Where(space => !space.Closed).OrderBy(space => space.Id);

    /// <summary>Somebody who is not deleted, and no machine.</summary>
    public bool TryGetUser(long id, [NotNullWhen(true)] out DirectoryUser? user) =>
        _users.TryGetValue(id, out user) && user is { Row.Deleted: false, Machine: null };

    /// <summary>A user that is not deleted, by name with case ignored.</summary>
    public bool TryGetUser(string username, [NotNullWhen(true)] out DirectoryUser? user)
    {
        user = null;
        return _userIds.TryGetValue(CaseFolding.Fold(username), out var id) && TryGetUser(id, out user);
    }

    /// <summary>The name on record of anybody who ever was a user, machines too, case ignored.</summary>
    public string? UsernameOnRecord(string username) =>
        _userIds.TryGetValue(CaseFolding.Fold(username), out var id) ? _users[id].Username : null;

    /// <summary>The same, by id.</summary>
    public string? UsernameOnRecord(long id) => _users.TryGetValue(id, out var user) ? user.Username : null;

    /// <summary>A space that is not closed.</summary>
    public bool TryGetSpace(long id, [NotNullWhen(true)] out SpaceRow? space) =>
        _spaces.TryGetValue(id, out space) && !space.Closed;

    /// <summary>A space that is not closed, by name with case ignored.</summary>
    public bool TryGetSpace(string name, [NotNullWhen(true)] out SpaceRow? space)
    {
        space = null;
        return _spaceIds.TryGetValue(CaseFolding.Fold(name), out var id) && TryGetSpace(id, out space);
    }

    /// <summary>The open spaces that a user is a member of, by id.</summary>
    public IEnumerable<SpaceRow> SpacesOf(DirectoryUser user) =>
        user.SpaceIds.Select(id => TryGetSpace(id, out var space) ? space : null).OfType<SpaceRow>();

    public bool IsMember(DirectoryUser user, long space) => user.SpaceIds.Contains(space);

    /// <summary>A machine whose token is good, by the token's hash.</summary>
    public bool TryGetMachine(string tokenHash, [NotNullWhen(true)] out DirectoryUser? machine)
    {
        machine = null;
        return _machineIds.TryGetValue(tokenHash, out var id) && _users.TryGetValue(id, out machine)
            && machine.Machine!.TokenHash == tokenHash && machine.Machine.IsGood(clock.GetUtcNow());
    }

    /// <summary>A session that is neither revoked nor at its end, and whose user may log in; or a machine's token that is good.</summary>
    public bool TryGetSession(string id, [NotNullWhen(true)] out SessionRow? session, [NotNullWhen(true)] out DirectoryUser? user)
    {
        if (_sessions.TryGetValue(id, out session))
        {
            user = null;
            return session.EndsAt > clock.GetUtcNow() && TryGetUser(session.UserId, out user) && user.IsActive;
        }
        session = TryGetMachine(id, out user) ? user.Machine!.AsSession : null;
        return user is not null && session is not null;
    }

    /// <summary>Drops sessions that reached their end before a date; they are refused already.</summary>
    public void ForgetSessionsEndedBefore(DateTimeOffset date)
    {
        foreach (var session in _sessions.Where(session => session.Value.EndsAt < date))
        {
            _sessions.TryRemove(session);
        }
    }

    /// <summary>Reads what changed since the last time; the first time everything.</summary>
    public async Task CatchUp(CancellationToken cancellation = default)
    {
        await _catchingUp.WaitAsync(cancellation);
        try
        {
            var changes = new List<DirectoryEntry>();
            var asked = clock.GetTimestamp();
            _number = await store.Read(db => _number < 0 ? LoadAll(db) : LoadChanges(db, changes), cancellation);
            Volatile.Write(ref _confirmedAt, asked);
            if (changes.Count > 0)
            {
                Changed?.Invoke(changes);
            }
        }
        finally
        {
            _catchingUp.Release();
        }
    }

    /// <summary>
    /// For somebody whom memory does not know: another server may have let them in a moment ago. Nothing to do where no
    /// other server can have.
    /// </summary>
    public Task CatchUpWithOthers() => store.IsShared ? CatchUp() : Task.CompletedTask;

    /// <summary>How long ago it was certain that memory is what the database says.</summary>
    public TimeSpan Age => clock.GetElapsedTime(Volatile.Read(ref _confirmedAt));

    /// <summary>What is told of changes that are no longer listed one by one.</summary>
    private static readonly DirectoryEntry Everything = new("everything");

    private async ValueTask<long> LoadAll(Db db)
    {
        var head = await DirectoryLog.Head(db);
        foreach (var space in await SpaceTable.All(db))
        {
            Set(space);
        }
        var roles = (await UserRoles.All(db)).ToLookup(role => role.User, role => role.Role);
        var memberships = (await Memberships.Open(db)).ToLookup(membership => membership.UserId, membership => membership.SpaceId);
        var machines = (await MachineTable.All(db)).ToDictionary(machine => machine.UserId);
        foreach (var user in await Storage.Users.All(db))
        {
            Set(machines.TryGetValue(user.Id, out var machine)
                ? Machine(user, machine)
                : new DirectoryUser(user, [.. roles[user.Id].Order()], [.. memberships[user.Id]]));
        }
        var sessions = (await Sessions.NotRevoked(db)).ToDictionary(session => session.Id);
        foreach (var session in sessions.Values)
        {
            _sessions[session.Id] = session;
        }
        foreach (var gone in _sessions.Keys.Where(id => !sessions.ContainsKey(id)))
        {
            _sessions.TryRemove(gone, out _);
        }
        return head;
    }

    /// <summary>The log is kept for a while only: who was away for longer reads everything anew.</summary>
    private async ValueTask<long> LoadChanges(Db db, List<DirectoryEntry> changes)
    {
        var head = await DirectoryLog.Head(db);
        if (head == _number)
        {
            return head;
        }
        var entries = await DirectoryLog.After(db, _number);
        if (entries.Count == 0 || entries[0].Number != _number + 1)
        {
            changes.Add(Everything);
            return await LoadAll(db);
        }
        foreach (var change in entries.Select(entry => entry.Entry).Distinct())
        {
            await Load(db, change);
            changes.Add(change);
        }
        return entries[^1].Number;
    }

    private async ValueTask Load(Db db, DirectoryEntry change)
    {
        switch (change)
        {
            case { Kind: "space", SpaceId: { } id } when await SpaceTable.Find(db, id) is { } space:
                Set(space);
                break;
            case { Kind: "user", UserId: { } id } when await Storage.Users.Find(db, id) is { } user:
                if (await MachineTable.Find(db, id) is { } machine)
                {
                    Set(Machine(user, machine));
                    break;
                }
                var spaces = _users.TryGetValue(id, out var known) ? known.SpaceIds : [];
                Set(new DirectoryUser(user, [.. await UserRoles.Of(db, id)], spaces));
                break;
            case { Kind: "membership", UserId: { } id, SpaceId: { } space } when _users.TryGetValue(id, out var member):
                var isMember = await Memberships.Open(db, space, id) is not null;
                Set(member with { SpaceIds = isMember ? member.SpaceIds.Add(space) : member.SpaceIds.Remove(space) });
                break;
            case { Kind: "session", SessionId: { } id }:
                Set(id, await Sessions.Find(db, id));
                break;
        }
    }

    private void Set(SpaceRow space)
    {
        if (_spaces.TryGetValue(space.Id, out var before) && before.NameFolded != space.NameFolded)
        {
            _spaceIds.TryRemove(KeyValuePair.Create(before.NameFolded, space.Id));
        }
        _spaces[space.Id] = space;
        _spaceIds[space.NameFolded] = space.Id;
    }

    private static DirectoryUser Machine(UserRow user, MachineRow machine) => new(user, [], [machine.SpaceId]) { Machine = machine };

    private void Set(DirectoryUser user)
    {
        if (user.Machine is { } machine)
        {
            _machineIds[machine.TokenHash] = user.Id;
            if (_users.TryGetValue(user.Id, out var before) && before.Machine?.TokenHash is { } old && old != machine.TokenHash)
            {
                _machineIds.TryRemove(old, out _);
            }
        }
        _users[user.Id] = user;
        _userIds[user.Row.UsernameFolded] = user.Id;
    }

    private void Set(string id, SessionRow? session)
    {
        if (session is { RevokedAt: null })
        {
            _sessions[id] = session;
        }
        else
        {
            _sessions.TryRemove(id, out _);
        }
    }
}
