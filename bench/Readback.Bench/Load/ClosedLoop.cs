using System.Diagnostics;

namespace Readback.Bench.Load;

/// <summary>Clients that each send the next request when the last one is answered, for a bounded time and count.</summary>
internal static class ClosedLoop
{
    /// <summary>Requests that one run of a loop sends at most: it ends also where the clock is broken.</summary>
    private const int MaxRequests = 1_000_000;

    /// <param name="wires">A connection for each client.</param>
    /// <param name="server">What the server's process uses.</param>
    /// <param name="time">How long new requests are sent.</param>
    /// <param name="talks">What each client says.</param>
    public static async Task<LoadSample> Run(
        IReadOnlyList<Wire> wires, ServerUsage server, TimeSpan time, IReadOnlyList<Talk> talks)
    {
        var before = server.ProcessorTime();
        var watch = Stopwatch.StartNew();
        var loops = wires.Zip(talks, (wire, talk) => Task.Run(() => Loop(wire, talk, watch, time, MaxRequests / wires.Count)));
        var answers = await Task.WhenAll(loops);
        return new LoadSample(
            [.. answers.SelectMany(client => client.Milliseconds)], answers.Sum(client => client.Refused), watch.Elapsed,
            server.ProcessorTime() - before);
    }

    private static async Task<(List<double> Milliseconds, int Refused)> Loop(
        Wire wire, Talk talk, Stopwatch watch, TimeSpan time, int most)
    {
        var (milliseconds, refused) = (new List<double>(), 0);
        while (watch.Elapsed < time && milliseconds.Count < most)
        {
            var request = talk.Next();
            var started = Stopwatch.GetTimestamp();
            var answer = await wire.Send(request);
            milliseconds.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            refused += talk.IsRefused(answer) ? 1 : 0;
        }
        return (milliseconds, refused);
    }
}

/// <summary>What one run of a loop saw.</summary>
/// <param name="Milliseconds">How long each request took.</param>
/// <param name="Refused">Requests answered 503.</param>
/// <param name="Elapsed">How long all of it took.</param>
/// <param name="ProcessorTime">What the server's process used meanwhile.</param>
internal sealed record LoadSample(
    IReadOnlyList<double> Milliseconds, int Refused, TimeSpan Elapsed, TimeSpan ProcessorTime)
{
    public double PerSecond => Milliseconds.Count / Elapsed.TotalSeconds;
}
