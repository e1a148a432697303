using System.Diagnostics;

namespace Readback.Bench.Load;

/// <summary>What the server's process takes of the machine, as the system counts it, and what it says of itself.</summary>
/// <param name="processId">The server's process.</param>
/// <param name="metrics">The server, where it serves <c>/metrics</c>.</param>
internal sealed class ServerUsage(int processId, Uri? metrics = null)
{
    private const double BytesPerMiB = 1024 * 1024;

    /// <summary>A server is quiet when it took less than this of this window: timers and a collector that looks around.</summary>
    private static readonly TimeSpan QuietWindow = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan QuietUse = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    /// <summary>The server makes its measures anew so often, and shows the last ones in between.</summary>
    private static readonly TimeSpan ToldAgain = TimeSpan.FromMilliseconds(300);

    private static readonly HttpClient Http = new();

    private long _toldAt;

    public static TimeSpan OwnProcessorTime => Environment.CpuUsage.TotalTime;

    /// <summary>Everything at once. What is read over HTTP comes first and last: it is no part of what is measured between.</summary>
    public async Task<Usage> Read()
    {
        if (metrics is null)
        {
            return new Usage(ProcessorTime(), OwnProcessorTime, null);
        }
        var told = Metrics.Parse(await Http.GetStringAsync(new Uri(metrics, "/metrics")));
        var isNew = _toldAt == 0 || Stopwatch.GetElapsedTime(_toldAt) > ToldAgain;
        _toldAt = isNew ? Stopwatch.GetTimestamp() : _toldAt;
        return new Usage(ProcessorTime(), OwnProcessorTime, told) { IsNew = isNew };
    }

    public TimeSpan ProcessorTime()
    {
        using var process = Process.GetProcessById(processId);
        return process.TotalProcessorTime;
    }

    /// <summary>Memory that is in use just now (RSS; the part of the database that SQLite keeps is in it).</summary>
    public double ResidentMiB()
    {
        using var process = Process.GetProcessById(processId);
        return process.WorkingSet64 / BytesPerMiB;
    }

    /// <summary>Waits until the server has nothing left to do; returns how long it still had, without the time to be sure.</summary>
    public async Task<TimeSpan> Settle(int patienceSeconds = 30)
    {
        var watch = Stopwatch.StartNew();
        var (since, used) = (watch.Elapsed, ProcessorTime());
        while (watch.Elapsed.TotalSeconds < patienceSeconds)
        {
            await Task.Delay(Look);
            var now = ProcessorTime();
            if (now - used > QuietUse)
            {
                (since, used) = (watch.Elapsed, now);
            }
            else if (watch.Elapsed - since >= QuietWindow)
            {
                return since;
            }
        }
        throw new InvalidOperationException($"The server was still at work {patienceSeconds} s after its last answer.");
    }
}

/// <summary>What had been used up to a moment.</summary>
internal sealed record Usage(TimeSpan Processor, TimeSpan Own, Metrics? Told)
{
    /// <summary>Whether the server's own measures are of just now.</summary>
    public bool IsNew { get; init; }

    /// <summary>What was allocated since; nothing where the server did not tell, or not in time.</summary>
    public double? AllocatedSince(Usage before) => IsNew ? Told?.AllocatedBytes - before.Told?.AllocatedBytes : null;
}
