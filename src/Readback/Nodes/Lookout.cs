using Readback.Directory;
using Readback.Feed;
using Readback.Http.Hosting;
using Readback.Log;
using Readback.Storage;

namespace Readback.Nodes;

/// <summary>
/// Looks at the database for what other nodes did: now and then by itself, which is the truth behind lost hints, and at
/// once when a hint says so.
/// </summary>
internal sealed partial class Lookout(
    IStore store, DirectoryCache directory, FeedHub feeds, LogSignal signal, RemotePresence remote, TimeProvider clock,
    ILogger<Lookout> log) : BackgroundService
{
    /// <summary>How often the directory is looked at, in milliseconds: what was shut out elsewhere is out here within a second.</summary>
    public const int EveryMilliseconds = 500;

    /// <summary>Logs and nodes are looked at every so many times.</summary>
    private const int EveryOther = 2;

    private readonly Look _atDirectory = new();
    private readonly Look _atLogs = new();
    private readonly Look _atNodes = new();

    public void LookAtDirectory() => _atDirectory.Want(() => Guard(() => directory.CatchUp()));

    public void LookAtNodes() => _atNodes.Want(() => Guard(remote.Look));

    public void LookAtEverything()
    {
        LookAtDirectory();
        _atLogs.Want(() => Guard(FindGrownLogs));
        LookAtNodes();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(EveryMilliseconds), clock);
        for (var time = 0; await timer.Next(stoppingToken); time++)
        {
            if (time % EveryOther == 0)
            {
                LookAtEverything();
            }
            else
            {
                LookAtDirectory();
            }
        }
    }

    private async Task FindGrownLogs()
    {
        var watched = feeds.Watched;
        if (watched.Count > 0)
        {
            foreach (var (space, position) in await store.Read(db => SpaceHeads.Positions(db, watched)))
            {
                signal.Hear(new LogEnd(space, position));
            }
        }
    }

    private async Task Guard(Func<Task> look)
    {
        try
        {
            await look();
        }
        catch (StoreUnavailableException e)
        {
            LogBlind(log, e);
        }
        // A server that stops closes its store under the last look.
        catch (ObjectDisposedException)
        {
            return;
        }
    }

    [LoggerMessage(1603, LogLevel.Warning, "What other nodes did can't be seen just now")]
    private static partial void LogBlind(ILogger log, Exception reason);

    /// <summary>One look at a time; who wants another meanwhile gets one that begins after this.</summary>
    private sealed class Look
    {
        private readonly SemaphoreSlim _turn = new(1);
        private int _isWanted;

        public void Want(Func<Task> look)
        {
            if (Interlocked.Exchange(ref _isWanted, 1) == 0)
            {
                _ = Task.Run(() => Run(look));
            }
        }

        private async Task Run(Func<Task> look)
        {
            await _turn.WaitAsync();
            try
            {
                Interlocked.Exchange(ref _isWanted, 0);
                await look();
            }
            finally
            {
                _turn.Release();
            }
        }
    }
}
