using System.Diagnostics;

namespace Readback.Bench.Load;

/// <summary>Clients that each send the next request when the last one is answered, for a bounded time and count.</summary>
internal static class ClosedLoop
{
    /// <summary>Requests that one run of a loop sends at most: it ends also where the clock is broken.</summary>
    public const int MaxRequests = 1_000_000;

    /// <param name="wires">A connection for each client.</param>
    /// <param name="server">What the server's process uses.</param>
    /// <param name="time">How long new requests are sent.</param>
    /// <param name="talks">What each client says.</param>
    /// <param name="most">Requests at most.</param>
    /// <param name="isSettling">Whether to wait until the server has nothing left to do, and count that in.</param>
    public static async Task<Slice> Run(
        IReadOnlyList<Wire> wires, ServerUsage server, TimeSpan time, IReadOnlyList<Talk> talks, int most = MaxRequests, bool isSettling = false)
    {
        var before = await server.Read();
        var watch = Stopwatch.StartNew();
        var loops = wires.Zip(talks, (wire, talk) => Task.Run(() => Loop(wire, talk, watch, time, most / wires.Count)));
        var answers = await Task.WhenAll(loops);
        var elapsed = watch.Elapsed;
        // Looking whether it is quiet is no part of the load.
        var own = ServerUsage.OwnProcessorTime;
        TimeSpan? untilQuiet = isSettling ? elapsed + await server.Settle() : null;
        var after = await server.Read();
        return new Slice(answers.Sum(client => client.Milliseconds.Count), [.. answers.SelectMany(client => client.Milliseconds)], elapsed)
        {
            Server = after.Processor - before.Processor,
            Own = own - before.Own,
            Allocated = after.AllocatedSince(before),
            ResidentMiB = server.ResidentMiB(),
            UntilQuiet = untilQuiet,
            Refused = answers.Sum(client => client.Refused),
        };
    }

    private static async Task<(List<float> Milliseconds, int Refused)> Loop(
        Wire wire, Talk talk, Stopwatch watch, TimeSpan time, int most)
    {
        var (milliseconds, refused) = (new List<float>(), 0);
        while (watch.Elapsed < time && milliseconds.Count < most)
        {
            var request = talk.Next();
            var started = Stopwatch.GetTimestamp();
            var answer = await wire.Send(request);
            milliseconds.Add((float)Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            refused += talk.IsRefused(answer) ? 1 : 0;
        }
        return (milliseconds, refused);
    }
}
