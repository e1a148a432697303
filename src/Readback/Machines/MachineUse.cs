using System.Collections.Concurrent;
using Readback.Http.Hosting;
using Readback.Storage;

namespace Readback.Machines;

/// <summary>
/// When each machine was last at work, to the hour: enough to tell a token that is in use from one that is forgotten, and
/// one write an hour in place of one a request.
/// </summary>
internal sealed partial class MachineUse(IStore store, TimeProvider clock, ILogger<MachineUse> log) : BackgroundService
{
    /// <summary>How often what was noted is written down, in seconds; a node that dies forgets as much.</summary>
    public const int WriteSeconds = 60;

    private readonly ConcurrentDictionary<long, DateTimeOffset> _noted = [];
    private readonly Dictionary<long, DateTimeOffset> _written = [];

    /// <summary>A machine is at work.</summary>
    public void Note(long machine)
    {
        var hour = Hour(clock.GetUtcNow());
        if (!_noted.TryGetValue(machine, out var noted) || noted != hour)
        {
            _noted[machine] = hour;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(WriteSeconds), clock);
        while (await timer.Next(stoppingToken))
        {
            await Write();
        }
        await Write();
    }

    private async Task Write()
    {
        var news = _noted.Where(use => _written.GetValueOrDefault(use.Key) != use.Value).ToList();
        if (news.Count == 0)
        {
            return;
        }
        try
        {
            await store.Write(async db =>
            {
                await MachineTable.SaveUse(db, news.Select(use => (use.Key, use.Value)));
                return true;
            });
        }
        catch (StoreUnavailableException e)
        {
            LogNotWritten(e);
            return;
        }
        foreach (var (machine, hour) in news)
        {
            _written[machine] = hour;
        }
    }

    private static DateTimeOffset Hour(DateTimeOffset date) => date.AddTicks(-(date.Ticks % TimeSpan.TicksPerHour));

    [LoggerMessage(1801, LogLevel.Warning, "When machines were last at work was not written down; it is tried again")]
    private partial void LogNotWritten(Exception reason);
}
