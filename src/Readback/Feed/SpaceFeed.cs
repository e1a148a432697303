using Readback.Directory;
using Readback.Storage;

namespace Readback.Feed;

/// <summary>
/// The live end of one space's log: reads what is new once for all subscribers and puts it in each one's line. Nothing
/// runs while nobody is subscribed.
/// </summary>
internal sealed partial class SpaceFeed
{
    /// <summary>The shortest time between two counts of receipts, in milliseconds.</summary>
    public const int ReceiptsMilliseconds = 1000;

    /// <summary>How long counts that are due wait for a message with which to go out, in milliseconds.</summary>
    public const int ReceiptsRideMilliseconds = 250;

    /// <summary>Entries of the log that are read at a time.</summary>
    private const int MaxEntries = 500;

    /// <summary>How long to wait before the log is asked again after the database did not answer, in milliseconds.</summary>
    private const int RetryMilliseconds = 1000;

    private readonly long _space;
    private readonly IStore _store;
    private readonly TimeProvider _clock;
    private readonly FeedMetrics _metrics;
    private readonly ILogger _log;
    private readonly SpacePresence _presence;
    private readonly ITimer _receiptsDue;
    private readonly ITimer _retryDue;
    private readonly SemaphoreSlim _turn = new(1);
    private readonly Dictionary<long, List<Subscriber>> _subscribers = [];
    private readonly HashSet<NumberRange> _newlyRead = [];
    private readonly Dictionary<long, (string Username, long Change)> _cameOrWent = [];
    private long _position;
    private bool _isWatched;
    private long _receiptsSentAt;
    private long _presenceChanges;
    private int _isWoken;

    public SpaceFeed(long space, IStore store, Presence presence, TimeProvider clock, FeedMetrics metrics, ILogger log)
    {
        (_space, _store, _clock, _metrics, _log) = (space, store, clock, metrics, log);
        _presence = new SpacePresence(space, presence, clock, absence => _ = Announce(absence));
        _receiptsDue = clock.CreateTimer(_ => _ = CountReceipts(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _retryDue = clock.CreateTimer(_ => Wake(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public bool IsWatched => Volatile.Read(ref _isWatched);

    /// <summary>Adds a subscriber, to which all that is committed from now on will come, and tells who is online.</summary>
    public async Task<IReadOnlyList<string>> Attach(Subscriber subscriber, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            if (_subscribers.Count == 0)
            {
                // First: what is committed from here on is either in what is read, or wakes this feed.
                Volatile.Write(ref _isWatched, true);
                Volatile.Write(ref _position, (await _store.Read(db => SpaceHeads.Read(db, _space), cancellation))!.LastPosition);
            }
            if (!_subscribers.TryGetValue(subscriber.Member.UserId, out var streams))
            {
                _subscribers.Add(subscriber.Member.UserId, streams = []);
            }
            if (!subscriber.Member.IsMachine && _presence.Came(subscriber.Member.UserId, subscriber.Member.Caller.User.Username))
            {
                TellPresenceSoon(subscriber.Member.UserId, subscriber.Member.Caller.User.Username);
            }
            subscriber.KnownPresence = _presenceChanges;
            streams.Add(subscriber);
            return _presence.Online;
        }
        finally
        {
            Volatile.Write(ref _isWatched, _subscribers.Count > 0);
            _turn.Release();
        }
    }

    public Task Detach(Subscriber subscriber) => InTurn(() => Remove(subscriber));

    /// <summary>Whether anybody is subscribed who has not been told all up to a position.</summary>
    public bool IsBehind(long position) => Volatile.Read(ref _isWatched) && Volatile.Read(ref _position) < position;

    /// <summary>Something may be new. What comes while the log is being read makes it be read once more.</summary>
    public void Wake()
    {
        if (Interlocked.Exchange(ref _isWoken, 1) == 0)
        {
            _ = Task.Run(Follow);
        }
    }

    /// <summary>Looks at every subscriber: who may no longer see this space loses the stream.</summary>
    public Task Recheck(Func<Member, bool> isWelcome) => InTurn(() =>
    {
        foreach (var subscriber in _subscribers.Values.SelectMany(streams => streams).ToList())
        {
            if (!isWelcome(subscriber.Member))
            {
                subscriber.End();
            }
        }
    });

    /// <summary>Keeps streams alive, and lets the two ends of a dead one find out.</summary>
    public Task Beat() => InTurn(() => Distribute([new FeedEvent(null, null, null, EventBytes.Heartbeat)]));

    /// <summary>One at a time looks at subscribers or changes them.</summary>
    private async Task InTurn(Action what)
    {
        await _turn.WaitAsync();
        try
        {
            what();
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task Follow()
    {
        await _turn.WaitAsync();
        try
        {
            Interlocked.Exchange(ref _isWoken, 0);
            await CatchUp(areCountsDue: false);
        }
        catch (StoreUnavailableException e)
        {
            LogBehind(_space, e);
            _retryDue.Change(TimeSpan.FromMilliseconds(RetryMilliseconds), Timeout.InfiniteTimeSpan);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>
    /// Tells what is new, to the log's end. Counts come from the snapshot that shows this end: a read that is told after
    /// them is not in them. They are told with what everybody is told anyway, if they may go out by then: alone they would be
    /// one more write to each stream.
    /// </summary>
    private async Task CatchUp(bool areCountsDue)
    {
        for (var isEnd = false; !isEnd && _subscribers.Count > 0;)
        {
            var (read, isCounted, counts) = await _store.Read(db => ReadOn(db, areCountsDue));
            isEnd = read.IsEnd;
            if (!isCounted)
            {
                // Before anybody is told: counts that are due then come no later than what is told next.
                CountLater(read.ReadByOthers);
            }
            Distribute(counts is null ? read.Events : [.. read.Events, counts]);
            Volatile.Write(ref _position, read.LastPosition);
            if (isCounted)
            {
                Counted(counts is not null);
            }
        }
    }

    private async ValueTask<(LogEventsRead Read, bool IsCounted, FeedEvent? Counts)> ReadOn(Db db, bool areCountsDue)
    {
        var read = await LogEvents.After(db, _space, _position, MaxEntries, await LogEvents.IsLarge(db, _space));
        var isCounted = read.IsEnd && (areCountsDue || (MayCount && read.Events.Any(happened => happened.OnlyFor is null)));
        return (read, isCounted, isCounted ? await ReceiptEvents.Of(db, _space, [.. _newlyRead, .. read.ReadByOthers]) : null);
    }

    /// <summary>Where all events are for single users, nobody else's streams are looked at.</summary>
    private void Distribute(IReadOnlyList<FeedEvent> events)
    {
        var audience = events.Any(happened => happened.OnlyFor is null)
            ? _subscribers.Values
            : events.Select(happened => happened.OnlyFor!.Value).Distinct()
                .Select(user => _subscribers.GetValueOrDefault(user)).OfType<List<Subscriber>>();
        var deliveries = 0;
        foreach (var streams in audience)
        {
            foreach (var subscriber in streams)
            {
                deliveries += subscriber.Put(events);
            }
        }
        _metrics.Delivered(deliveries);
    }

    private void Remove(Subscriber subscriber)
    {
        if (_subscribers.TryGetValue(subscriber.Member.UserId, out var streams) && streams.Remove(subscriber) && streams.Count == 0)
        {
            _subscribers.Remove(subscriber.Member.UserId);
            Volatile.Write(ref _isWatched, _subscribers.Count > 0);
            if (!subscriber.Member.IsMachine)
            {
                _presence.Went(subscriber.Member.UserId);
            }
        }
    }

    [LoggerMessage(1501, LogLevel.Warning, "The feed of space {Space} can't read the log just now and will try again")]
    private partial void LogBehind(long space, Exception reason);
}
