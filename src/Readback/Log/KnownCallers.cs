using Readback.Storage;

namespace Readback.Log;

/// <summary>
/// What earlier batches were told of their callers. It is the database's last word for as long as the directory's number,
/// which each transaction reads anew, stays the same: whatever changes a user, a role, a space, a membership or a session
/// raises it in the transaction that makes the change.
/// </summary>
internal sealed class KnownCallers
{
    /// <summary>Callers that are remembered; past that all are forgotten and asked for anew.</summary>
    private const int MaxCallers = 10_000;

    private readonly Dictionary<(string Session, long Space), CallerFacts> _known = [];
    private readonly Dictionary<(long Space, long User), List<Membership>> _memberships = [];
    private long _directory = -1;

    /// <summary>Facts of each (session, space) asked; nothing of a session that is not known.</summary>
    public async ValueTask<Dictionary<(string Session, long Space), CallerFacts?>> Find(
        Db db, IEnumerable<(string Session, long Space)> asked, DateTimeOffset now)
    {
        var directory = await DirectoryLog.Head(db);
        if (directory != _directory || _known.Count > MaxCallers || _memberships.Count > MaxCallers)
        {
            _known.Clear();
            _memberships.Clear();
            _directory = directory;
        }
        var found = new Dictionary<(string Session, long Space), CallerFacts?>();
        var unknown = new List<(string Session, long Space)>();
        foreach (var caller in asked)
        {
            if (found.TryAdd(caller, _known.GetValueOrDefault(caller)) && !IsGood(found[caller], now))
            {
                unknown.Add(caller);
            }
        }
        foreach (var (caller, facts) in unknown.Zip(await Callers.Find(db, unknown, now).Firsts()))
        {
            found[caller] = facts;
            Remember(caller, facts, now);
        }
        return found;
    }

    /// <summary>For each inbox all times of membership, the earliest first; in a transaction whose callers have been found.</summary>
    public async ValueTask<Dictionary<(long Space, long User), List<Membership>>> Memberships(Db db, IReadOnlyList<(long Space, long User)> inboxes)
    {
        var unknown = inboxes.Where(inbox => !_memberships.ContainsKey(inbox)).ToList();
        foreach (var (inbox, memberships) in unknown.Zip(await Storage.Memberships.OfMany(db, unknown).Answers()))
        {
            _memberships[inbox] = memberships;
        }
        return inboxes.ToDictionary(inbox => inbox, inbox => _memberships[inbox]);
    }

    /// <summary>A session's end is a matter of the clock: who is at it is asked for anew.</summary>
    private static bool IsGood(CallerFacts? facts, DateTimeOffset now) => facts is { SessionIsGood: true } && facts.SessionEndsAt > now;

    private void Remember((string Session, long Space) caller, CallerFacts? facts, DateTimeOffset now)
    {
        if (IsGood(facts, now))
        {
            _known[caller] = facts!;
        }
    }
}
