using Readback.Directory;

namespace Readback.Feed;

/// <summary>Who is online in one space by way of this node: has a stream, or had one a moment ago. Used under its space's turn only.</summary>
internal sealed class SpacePresence(long space, Presence presence, TimeProvider clock, Action<Absence> lingered)
{
    /// <summary>How long somebody stays online after the last stream ended, in seconds: a reload is no absence.</summary>
    public const int LingerSeconds = 5;

    private readonly Dictionary<long, string> _online = [];
    private readonly Dictionary<long, Absence> _lingering = [];

    /// <summary>Who is online, here or at another node.</summary>
    public IReadOnlyList<string> Online => presence.NamesIn(space);

    public bool IsOnline(long user) => presence.IsOnline(space, user);

    /// <summary>False where that user was online already, here or elsewhere.</summary>
    public bool Came(long user, string username)
    {
        if (_lingering.Remove(user, out var absence))
        {
            absence.Dispose();
        }
        _online[user] = username;
        return presence.Set(space, user, username, online: true);
    }

    /// <summary>The last stream of a user ended.</summary>
    public void Went(long user) =>
        _lingering[user] = new Absence(user, clock, TimeSpan.FromSeconds(LingerSeconds), lingered);

    /// <summary>The name of a user who is online no longer; nothing where a stream came, even if that one ended as well, or where one is open elsewhere.</summary>
    public string? Leave(Absence absence)
    {
        if (_lingering.GetValueOrDefault(absence.User) != absence)
        {
            return null;
        }
        _lingering.Remove(absence.User);
        absence.Dispose();
        return _online.Remove(absence.User, out var username) && presence.Set(space, absence.User, username, online: false)
            ? username
            : null;
    }
}

/// <summary>A time without any stream, which says so when it has lasted long enough.</summary>
internal sealed class Absence : IDisposable
{
    private readonly ITimer _timer;

    public Absence(long user, TimeProvider clock, TimeSpan length, Action<Absence> lasted)
    {
        User = user;
        _timer = clock.CreateTimer(_ => lasted(this), null, length, Timeout.InfiniteTimeSpan);
    }

    public long User { get; }

    public void Dispose() => _timer.Dispose();
}
