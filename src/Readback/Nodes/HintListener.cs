using Readback.Log;
using Readback.Storage;

namespace Readback.Nodes;

/// <summary>
/// Hears what other nodes tell. While it hears nothing, and after each time it had to begin again, <see cref="Lookout"/>
/// finds what was missed.
/// </summary>
internal sealed partial class HintListener(
    NodeId me, IHintChannel channel, LogSignal signal, Lookout lookout, TimeProvider clock, ILogger<HintListener> log)
    : BackgroundService
{
    /// <summary>How long to wait before listening again, in milliseconds.</summary>
    private const int RetryMilliseconds = 500;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await channel.Listen(lookout.LookAtEverything, Hear, stoppingToken);
            }
            catch (StoreUnavailableException e)
            {
                LogDeaf(log, e);
                await Pause(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private void Hear(string text)
    {
        var hints = Hints.Read(text);
        if (hints.Node == me.Text)
        {
            return;
        }
        foreach (var end in hints.Logs)
        {
            signal.Hear(end);
        }
        if (hints.Directory)
        {
            lookout.LookAtDirectory();
        }
        if (hints.Presence)
        {
            lookout.LookAtNodes();
        }
    }

    private async Task Pause(CancellationToken stopping)
    {
        try
        {
            await Task.Delay(TimeSpan.FromMilliseconds(RetryMilliseconds), clock, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The loop ends by itself.
        }
    }

    [LoggerMessage(1602, LogLevel.Warning, "Hints of other nodes are not heard just now; what they write is found a little later")]
    private static partial void LogDeaf(ILogger log, Exception reason);
}
