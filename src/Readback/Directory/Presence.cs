using System.Collections.Concurrent;

namespace Readback.Directory;

/// <summary>Who is online in which space. The live feed says so; everybody may ask.</summary>
internal sealed class Presence
{
    private readonly ConcurrentDictionary<(long Space, long User), byte> _online = [];

    public bool IsOnline(long space, long user) => _online.ContainsKey((space, user));

    /// <summary>The users online in a space, by id.</summary>
    public IEnumerable<long> OnlineIn(long space) =>
        _online.Keys.Where(online => online.Space == space).Select(online => online.User).Order();

    /// <summary>False where that was known already.</summary>
    public bool Set(long space, long user, bool online) =>
        online ? _online.TryAdd((space, user), 0) : _online.TryRemove((space, user), out _);
}
