using System.Collections.Concurrent;
using Readback.Log;
using Readback.Nodes;
using Readback.Storage;

namespace Readback.Webhooks;

/// <summary>
/// Looks every second, and when a log has grown, for webhooks that have something to be told, and has a courier for each of
/// them: one that is slow holds up nobody but itself.
/// </summary>
internal sealed partial class WebhookDispatcher : BackgroundService
{
    /// <summary>How often to look for what no signal told, in seconds.</summary>
    public const int LookSeconds = 1;

    /// <summary>Webhooks that are delivered to at once; more wait.</summary>
    private const int MaxAtOnce = 16;

    private readonly IStore _store;
    private readonly WebhookAddresses _addresses;
    private readonly WebhookCourier _courier;
    private readonly WebhookLease _lease;
    private readonly LogSignal _signal;
    private readonly TimeProvider _clock;
    private readonly ILogger<WebhookDispatcher> _log;
    private readonly Bell _bell = new();
    private readonly ConcurrentDictionary<long, Task> _running = [];

    public WebhookDispatcher(
        IStore store, WebhookAddresses addresses, WebhookCourier courier, WebhookLease lease, LogSignal signal, TimeProvider clock,
        ILogger<WebhookDispatcher> log)
    {
        (_store, _addresses, _courier, _lease, _signal, _clock, _log) = (store, addresses, courier, lease, signal, clock, log);
    }

    public override void Dispose()
    {
        _bell.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!_addresses.AreAny)
        {
            return;
        }
        _signal.Grown += Wake;
        using (_clock.CreateTimer(_ => _bell.Ring(), null, TimeSpan.FromSeconds(LookSeconds), TimeSpan.FromSeconds(LookSeconds)))
        {
            await LookUntil(stoppingToken);
        }
        _signal.Grown -= Wake;
        await Task.WhenAll(_running.Values);
        await Guard(_lease.GiveUp, CancellationToken.None);
    }

    private void Wake(LogEnd _) => _bell.Ring();

    private async Task LookUntil(CancellationToken stopping)
    {
        try
        {
            while (!stopping.IsCancellationRequested)
            {
                await Guard(() => Look(stopping), stopping);
                await _bell.Heard(stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Told to stop.
        }
    }

    private async Task Look(CancellationToken stopping)
    {
        if (!await _lease.Hold())
        {
            return;
        }
        var now = _clock.GetUtcNow();
        foreach (var webhook in await _store.Read(db => WebhookTable.Due(db, now, WebhookCourier.FurthestDue(now)), stopping))
        {
            // First its place, then its courier: one that is back at once must find the place to leave it.
            if (_running.Count < MaxAtOnce && _running.TryAdd(webhook, Task.CompletedTask))
            {
                var delivering = Task.Run(() => Deliver(webhook, stopping), CancellationToken.None);
                _running.TryUpdate(webhook, delivering, Task.CompletedTask);
            }
        }
    }

    /// <summary>When it is over there may be more that came meanwhile, or one that waited for a place: that is looked for.</summary>
    private async Task Deliver(long webhook, CancellationToken stopping)
    {
        var isOver = await Guard(() => _courier.Run(webhook, () => _lease.IsHeld && !stopping.IsCancellationRequested, stopping), stopping);
        _running.TryRemove(webhook, out _);
        if (isOver)
        {
            _bell.Ring();
        }
    }

    /// <summary>False where the database does not answer, or where the server stops: what was on its way is delivered once more.</summary>
    private async Task<bool> Guard(Func<Task> work, CancellationToken stopping)
    {
        try
        {
            await work();
            return true;
        }
        catch (StoreUnavailableException e)
        {
            LogBlind(e);
            return false;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return false;
        }
    }

    [LoggerMessage(1901, LogLevel.Warning, "What webhooks have to be told can't be seen just now; it is tried again")]
    private partial void LogBlind(Exception reason);
}
