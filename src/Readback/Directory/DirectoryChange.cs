using Readback.Http;
using Readback.Storage;

namespace Readback.Directory;

/// <summary>A change of the directory while its transaction is open.</summary>
internal sealed class DirectoryChange(Db db, DateTimeOffset now)
{
    private readonly List<DirectoryEntry> _entries = [];

    public Db Db => db;

    /// <summary>The one date of everything in this change.</summary>
    public DateTimeOffset Now => now;

    /// <summary>Says what changed, so that every node reads it anew.</summary>
    public void Changed(DirectoryEntry entry) => _entries.Add(entry);

    /// <summary>Whether an administrator's session still is one, now that nothing can change any more.</summary>
    public async ValueTask<bool> IsAdministrator(string session) => await RefuseAdministrator(session) is null;

    /// <summary>Why an actor may not administer, now that nothing can change any more; <c>null</c> where it may.</summary>
    public async ValueTask<ProblemResult?> Refuse(Actor actor) =>
        actor.Session is { } session ? await RefuseAdministrator(session) : null;

    /// <summary>Puts an administrative act on record.</summary>
    /// <param name="actor">Who did it.</param>
    /// <param name="action">One of <see cref="AuditAction"/>.</param>
    /// <param name="target">What it was done to, by name.</param>
    /// <param name="space">The space it concerns: auditors see only acts on their own.</param>
    /// <param name="user">The user it concerns.</param>
    public ValueTask<int> Record(Actor actor, string action, string target, long? space = null, long? user = null) =>
        AuditLog.Insert(db, new AuditRow(actor.Username, now, actor.Address, action, target, space, user));

    /// <summary>Ends a user's sessions, all but one where that is named.</summary>
    public async ValueTask RevokeSessions(long user, string? except = null)
    {
        foreach (var session in await Sessions.RevokeOf(db, user, except, now))
        {
            Changed(DirectoryEntry.Session(session));
        }
    }

    /// <summary>Ends every session there is, and says how many those were.</summary>
    public async ValueTask<int> RevokeAllSessions()
    {
        var ended = await Sessions.RevokeAll(db, now);
        ended.ForEach(session => Changed(DirectoryEntry.Session(session)));
        return ended.Count;
    }

    /// <summary>Numbers what changed; false where nothing did.</summary>
    public async ValueTask<bool> Save()
    {
        if (_entries.Count == 0)
        {
            return false;
        }
        await DirectoryLog.Append(db, _entries, now);
        return true;
    }

    private async ValueTask<ProblemResult?> RefuseAdministrator(string session) =>
        await Callers.Find(db, [(session, 0)], now).First() switch
        {
            { SessionIsGood: true, MayLogIn: true } caller => caller switch
            {
                { MustResetPassword: true } => Refusals.PasswordResetRequired,
                { IsAdmin: false } => Refusals.RoleMissing,
                _ => null,
            },
            _ => Refusals.NotLoggedIn,
        };
}
