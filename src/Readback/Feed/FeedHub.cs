using System.Collections.Concurrent;
using Readback.Directory;
using Readback.Http;
using Readback.Log;
using Readback.Storage;

namespace Readback.Feed;

/// <summary>
/// The feeds of all spaces: wakes the one whose log has grown, and has all of them look at their subscribers when the
/// directory changed. The beat goes round the spaces, some of them every second.
/// </summary>
internal sealed class FeedHub : IHostedService, IDisposable
{
    /// <summary>How often a comment goes to every stream, in seconds (contract, section 4).</summary>
    public const int HeartbeatSeconds = 15;

    /// <summary>Streams that one user may have open at once, over all spaces.</summary>
    public const int MaxStreamsPerUser = 64;

    private readonly IStore _store;
    private readonly DirectoryCache _directory;
    private readonly Presence _presence;
    private readonly LogSignal _signal;
    private readonly TimeProvider _clock;
    private readonly FeedMetrics _metrics;
    private readonly ILogger<FeedHub> _log;
    private readonly ConcurrentDictionary<long, SpaceFeed> _feeds = [];
    private readonly ConcurrentDictionary<long, int> _streams = [];
    private readonly CancellationTokenSource _stopping = new();
    private ITimer? _beat;
    private int _second;

    public FeedHub(
        IStore store, DirectoryCache directory, Presence presence, LogSignal signal, TimeProvider clock, FeedMetrics metrics,
        IHostApplicationLifetime lifetime, ILogger<FeedHub> log)
    {
        (_store, _directory, _presence, _signal, _clock, _metrics, _log) = (store, directory, presence, signal, clock, metrics, log);
        lifetime.ApplicationStopping.Register(_stopping.Cancel);
    }

    /// <summary>Cancelled when the server stops: every stream ends, and its client goes elsewhere.</summary>
    public CancellationToken Stopping => _stopping.Token;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _signal.Grown += Wake;
        _directory.Changed += Recheck;
        _beat = _clock.CreateTimer(_ => Beat(), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _signal.Grown -= Wake;
        _directory.Changed -= Recheck;
        _beat?.Dispose();
        return Task.CompletedTask;
    }

    public void Dispose() => _stopping.Dispose();

    /// <summary>Whether one more stream of a user may open; if so, <see cref="Leave"/> must follow.</summary>
    public bool TryEnter(long user)
    {
        if (_streams.AddOrUpdate(user, 1, static (_, open) => open + 1) <= MaxStreamsPerUser)
        {
            _metrics.Opened();
            return true;
        }
        Count(user);
        return false;
    }

    public void Leave(long user)
    {
        Count(user);
        _metrics.Closed();
    }

    public SpaceFeed FeedOf(long space) =>
        _feeds.GetOrAdd(space, id => new SpaceFeed(id, _store, _presence, _clock, _metrics, _log));

    /// <summary>Why a stream that was opened by this member may not go on; <c>null</c> where it may.</summary>
    public ProblemResult? Refuse(Member member)
    {
        if (!_directory.TryGetSession(member.Caller.Session.Id, out _, out var user))
        {
            return Refusals.NotLoggedIn;
        }
        return user.Row.RequirePasswordReset ? Refusals.PasswordResetRequired
            : _directory.TryGetSpace(member.SpaceId, out _) && _directory.IsMember(user, member.SpaceId) ? null
            : Refusals.NotAMember;
    }

    /// <summary>Ends a connection at once: what its client does not read is not kept in memory for it.</summary>
    public void CutOff(HttpContext context)
    {
        _metrics.FellBehind();
        context.Abort();
    }

    private bool IsWelcome(Member member) => Refuse(member) is null;

    private void Count(long user) => _streams.AddOrUpdate(user, 0, static (_, open) => open - 1);

    /// <summary>The spaces that somebody follows at this node.</summary>
    public IReadOnlyList<long> Watched => [.. _feeds.Where(feed => feed.Value.IsWatched).Select(feed => feed.Key)];

    /// <summary>Somebody came to another node, or has gone from it.</summary>
    public void TellPresence(long space, long user, string username)
    {
        if (_feeds.TryGetValue(space, out var feed))
        {
            _ = feed.TellPresence(user, username);
        }
    }

    private void Wake(LogEnd end)
    {
        if (_feeds.TryGetValue(end.Space, out var feed) && feed.IsBehind(end.Position))
        {
            feed.Wake();
        }
    }

    private void Recheck(IReadOnlyCollection<DirectoryEntry> changes)
    {
        foreach (var space in changes.Select(change => change.SpaceId).OfType<long>().Distinct())
        {
            Wake(new LogEnd(space, long.MaxValue));
        }
        foreach (var feed in _feeds.Values)
        {
            _ = feed.Recheck(IsWelcome);
        }
    }

    /// <summary>A session that reaches its end changes nothing in the directory: that is seen here.</summary>
    private void Beat()
    {
        var second = Interlocked.Increment(ref _second);
        foreach (var (space, feed) in _feeds)
        {
            if ((space + second) % HeartbeatSeconds == 0)
            {
                _ = feed.Recheck(IsWelcome);
                _ = feed.Beat();
            }
        }
    }
}
