using System.Collections.Concurrent;

namespace Readback.Directory;

/// <summary>
/// Who is online in which space: has a stream at some node. The live feed says so of this node, other nodes of theirs, and
/// everybody may ask.
/// </summary>
internal sealed class Presence
{
    /// <summary>This node, among those where somebody may have a stream.</summary>
    private const string Here = "";

    private readonly ConcurrentDictionary<long, OnlineInSpace> _spaces = [];

    /// <summary>Raised when somebody comes to this node or goes from it; it must not block.</summary>
    public event Action<PresenceHere>? HereChanged;

    public bool IsOnline(long space, long user) => _spaces.TryGetValue(space, out var online) && online.Has(user);

    /// <summary>The users online in a space, by id.</summary>
    public IReadOnlyList<long> OnlineIn(long space) => _spaces.TryGetValue(space, out var online) ? online.Users() : [];

    /// <summary>The names of the users online in a space, in their order.</summary>
    public IReadOnlyList<string> NamesIn(long space) => _spaces.TryGetValue(space, out var online) ? online.Names() : [];

    /// <summary>Somebody has a stream at this node, or has none any more. False where that changes nothing for the others.</summary>
    public bool Set(long space, long user, string username, bool online)
    {
        var isNews = Set(Here, space, user, username, online);
        HereChanged?.Invoke(new PresenceHere(space, user, online));
        return isNews;
    }

    /// <summary>The same, of another node.</summary>
    public bool Set(string node, long space, long user, string username, bool online) =>
        _spaces.GetOrAdd(space, static _ => new OnlineInSpace()).Set(node, user, username, online);

    private sealed class OnlineInSpace
    {
        private readonly Lock _lock = new();
        private readonly Dictionary<long, (string Username, HashSet<string> Nodes)> _users = [];

        public bool Has(long user)
        {
            lock (_lock)
            {
                return _users.ContainsKey(user);
            }
        }

        public IReadOnlyList<long> Users()
        {
            lock (_lock)
            {
                return [.. _users.Keys.Order()];
            }
        }

        public IReadOnlyList<string> Names()
        {
            lock (_lock)
            {
                return [.. _users.Values.Select(user => user.Username).Order(StringComparer.Ordinal)];
            }
        }

        public bool Set(string node, long user, string username, bool online)
        {
            lock (_lock)
            {
                var isKnown = _users.TryGetValue(user, out var known);
                if (online)
                {
                    if (!isKnown)
                    {
                        _users.Add(user, known = (username, []));
                    }
                    known.Nodes.Add(node);
                    return !isKnown;
                }
                return isKnown && known.Nodes.Remove(node) && known.Nodes.Count == 0 && _users.Remove(user);
            }
        }
    }
}

/// <summary>Somebody who came to this node, or has gone from it.</summary>
internal readonly record struct PresenceHere(long Space, long User, bool Online);
