using System.Diagnostics;
using Readback.Bench.Load;

namespace Readback.Bench.Live;

/// <summary>A server with streams open on it, and one sender.</summary>
/// <param name="name">What stands in the table.</param>
/// <param name="address">Where it is.</param>
/// <param name="usage">What its process uses.</param>
/// <param name="door">The request of the stream with this index, and what the client says when it is answered.</param>
/// <param name="send">Sends a text to all streams; done when it is answered; returns the message's id, if it has one.</param>
internal sealed class LiveServer(
    string name, Uri address, ServerUsage usage, Func<int, (byte[] Opening, byte[] Reply)> door, Func<string, Task<string>> send) : IDisposable
{
    private const int OpenAtOnce = 32;
    private const int MinMessages = 3;

    /// <summary>Behind the number: a message of a usual length.</summary>
    private const string Words = " Feed pump 2 tripped on low suction pressure, standby started.";

    private readonly List<LiveStream> _streams = [];
    private Arrivals? _arrivals;
    private int _next = 1;

    public string Name => name;

    public IReadOnlyList<LiveStream> Streams => _streams;

    public double ResidentMiB => usage.ResidentMiB();

    /// <summary>Opens or closes streams until there are so many.</summary>
    public async Task Have(int count)
    {
        foreach (var stream in _streams.Skip(count))
        {
            stream.Dispose();
        }
        _streams.RemoveRange(Math.Min(count, _streams.Count), Math.Max(0, _streams.Count - count));
        var more = new LiveStream[count - _streams.Count];
        await Parallel.ForAsync(0, more.Length, new ParallelOptions { MaxDegreeOfParallelism = OpenAtOnce }, async (i, _) =>
        {
            var (opening, reply) = door(_streams.Count + i);
            more[i] = await LiveStream.Open(address, opening, reply, number => Volatile.Read(ref _arrivals)?.Received(number));
        });
        _streams.AddRange(more);
    }

    /// <summary>Sends for a while, with so many messages on their way at once.</summary>
    public async Task<LiveSample> Load(int window, TimeSpan time)
    {
        using var arrivals = new Arrivals(_next, _streams.Count, window);
        Volatile.Write(ref _arrivals, arrivals);
        var before = usage.ProcessorTime();
        var watch = Stopwatch.StartNew();
        await SendAll(arrivals, MinMessages, time);
        var elapsed = watch.Elapsed;
        Volatile.Write(ref _arrivals, null);
        return new LiveSample([.. arrivals.Milliseconds], elapsed, usage.ProcessorTime() - before);
    }

    /// <summary>Sends one message, and returns its id when all streams have it.</summary>
    public async Task<string> SendOne()
    {
        using var arrivals = new Arrivals(_next, _streams.Count, 1);
        Volatile.Write(ref _arrivals, arrivals);
        return await SendAll(arrivals, 1, TimeSpan.Zero);
    }

    private async Task<string> SendAll(Arrivals arrivals, int atLeast, TimeSpan time)
    {
        var watch = Stopwatch.StartNew();
        var id = "";
        for (var sent = 0; !arrivals.IsFull && (sent < atLeast || watch.Elapsed < time); sent++)
        {
            id = await send(Marks.Text(await arrivals.Send()) + Words);
        }
        await arrivals.Rest();
        _next = arrivals.Next;
        return _streams.FirstOrDefault(stream => stream.End is not null) is { } ended
            ? throw new InvalidOperationException($"{name}: a stream ended: {ended.End}")
            : id;
    }

    public void Dispose() => _streams.ForEach(stream => stream.Dispose());
}

/// <summary>What one load saw.</summary>
/// <param name="Milliseconds">From the send's start to its arrival, for each stream and message.</param>
/// <param name="Elapsed">How long all of it took.</param>
/// <param name="ProcessorTime">What the server's process used meanwhile.</param>
internal sealed record LiveSample(IReadOnlyList<float> Milliseconds, TimeSpan Elapsed, TimeSpan ProcessorTime);
