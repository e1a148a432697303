using Readback.Directory;

namespace Readback.Feed;

/// <summary>Who is online in one space: has a stream, or had one a moment ago. Used under its space's turn only.</summary>
internal sealed class SpacePresence(long space, Presence presence, TimeProvider clock, Action<long> lingered)
{
    /// <summary>How long somebody stays online after the last stream ended, in seconds: a reload is no absence.</summary>
    public const int LingerSeconds = 5;

    private readonly Dictionary<long, string> _online = [];
    private readonly Dictionary<long, ITimer> _lingering = [];

    public IReadOnlyList<string> Online => [.. _online.Values.Order(StringComparer.Ordinal)];

    /// <summary>False where that user was online already.</summary>
    public bool Came(long user, string username)
    {
        if (_lingering.Remove(user, out var timer))
        {
            timer.Dispose();
        }
        presence.Set(space, user, online: true);
        return _online.TryAdd(user, username);
    }

    /// <summary>The last stream of a user ended.</summary>
    public void Went(long user)
    {
        var timer = clock.CreateTimer(
            _ => lingered(user), null, TimeSpan.FromSeconds(LingerSeconds), Timeout.InfiniteTimeSpan);
        _lingering[user] = timer;
    }

    /// <summary>The name of a user who is online no longer; nothing where that is not so.</summary>
    public string? Leave(long user)
    {
        if (!_lingering.Remove(user, out var timer))
        {
            return null;
        }
        timer.Dispose();
        presence.Set(space, user, online: false);
        return _online.Remove(user, out var username) ? username : null;
    }
}
