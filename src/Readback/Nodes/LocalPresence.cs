using System.Collections.Concurrent;
using Readback.Directory;
using Readback.Storage;

namespace Readback.Nodes;

/// <summary>Says in the database that this node lives, and who is online by way of it.</summary>
internal sealed partial class LocalPresence : BackgroundService
{
    /// <summary>How often a node says that it lives, in seconds.</summary>
    public const int BeatSeconds = 5;

    /// <summary>The shortest time between two writings of who came and went, in milliseconds: many come at once.</summary>
    private const int PauseMilliseconds = 100;

    /// <summary>How long to wait after the database did not answer, in milliseconds.</summary>
    private const int RetryMilliseconds = 1000;

    private readonly NodeId _me;
    private readonly IStore _store;
    private readonly Presence _presence;
    private readonly HintTeller _teller;
    private readonly TimeProvider _clock;
    private readonly ILogger<LocalPresence> _log;
    private readonly Bell _bell = new();
    private readonly ConcurrentDictionary<(long Space, long User), bool> _online = [];
    private readonly ConcurrentDictionary<(long Space, long User), byte> _changed = [];
    private bool _isListed;

    public LocalPresence(
        NodeId me, IStore store, Presence presence, HintTeller teller, TimeProvider clock, ILogger<LocalPresence> log)
    {
        (_me, _store, _presence, _teller, _clock, _log) = (me, store, presence, teller, clock, log);
        _presence.HereChanged += Note;
    }

    /// <summary>The node's users have a moment to come to another node before the others count them as gone.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await _store.Write(db => NodeTable.SayLeaving(db, _me.Text));
        }
        catch (StoreUnavailableException e)
        {
            LogNotSaid(e);
        }
    }

    public override void Dispose()
    {
        _presence.HereChanged -= Note;
        _bell.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var beat = _clock.CreateTimer(_ => _bell.Ring(), null, TimeSpan.FromSeconds(BeatSeconds), TimeSpan.FromSeconds(BeatSeconds));
        _bell.Ring();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await _bell.Heard(stoppingToken);
                var isSaid = await TrySay();
                await Task.Delay(TimeSpan.FromMilliseconds(isSaid ? PauseMilliseconds : RetryMilliseconds), _clock, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task<bool> TrySay()
    {
        try
        {
            await Say();
            return true;
        }
        catch (StoreUnavailableException e)
        {
            LogNotSaid(e);
            _bell.Ring();
            return false;
        }
    }

    /// <summary>Beats, and writes what changed; all of it where the others had given this node up.</summary>
    private async Task Say()
    {
        var changed = new List<(long Space, long User)>();
        foreach (var (key, _) in _changed)
        {
            if (_changed.TryRemove(key, out _))
            {
                changed.Add(key);
            }
        }
        try
        {
            _isListed = _isListed && await _store.Write(db => Beat(db, changed));
            if (!_isListed)
            {
                changed = [.. _online.Keys];
                _isListed = await _store.Write(db => Begin(db, changed));
            }
        }
        catch (StoreUnavailableException)
        {
            changed.ForEach(key => _changed.TryAdd(key, 0));
            throw;
        }
        if (changed.Count > 0)
        {
            _teller.TellPresence();
        }
    }

    private async ValueTask<bool> Beat(Db db, List<(long Space, long User)> changed) =>
        await NodeTable.Beat(db, _me.Text) && (changed.Count == 0 || await Save(db, changed));

    private async ValueTask<bool> Begin(Db db, List<(long Space, long User)> changed)
    {
        await NodeTable.Insert(db, _me.Text);
        return await Save(db, changed);
    }

    private ValueTask<bool> Save(Db db, List<(long Space, long User)> changed) => NodeTable.SavePresence(
        db, _me.Text, changed.Select(key => new NodePresenceRow(key.Space, key.User, _online.GetValueOrDefault(key))));

    private void Note(PresenceHere change)
    {
        _online[(change.Space, change.User)] = change.Online;
        _changed[(change.Space, change.User)] = 0;
        _bell.Ring();
    }

    [LoggerMessage(1604, LogLevel.Warning, "The other nodes can't be told just now that this one lives")]
    private partial void LogNotSaid(Exception reason);
}
