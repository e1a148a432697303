using System.Buffers.Text;
using System.Diagnostics;
using Readback.Bench.Load;

namespace Readback.Bench.Live;

/// <summary>A server with streams open on it, and who sends to them.</summary>
/// <param name="name">What stands in the table.</param>
/// <param name="address">Where it is.</param>
/// <param name="usage">What its process uses.</param>
/// <param name="door">The request of the stream with this index, and what the client says when it is answered.</param>
/// <param name="post">The request that sends a text to all streams.</param>
/// <param name="senders">How many may send at once; a bare server would mix their bytes up.</param>
internal sealed class LiveServer(
    string name, Uri address, ServerUsage usage, Func<int, (byte[] Opening, byte[] Reply)> door, Func<string, byte[]> post, int senders) : IDisposable
{
    private const int OpenAtOnce = 32;

    /// <summary>Behind the number: a message of a usual length.</summary>
    private const string Words = " Feed pump 2 tripped on low suction pressure, standby started.";

    private readonly List<LiveStream> _streams = [];
    private Arrivals? _arrivals;
    private Action<int, int>? _onArrival;
    private int _next = 1;
    private int _strays;

    public string Name => name;

    public ServerUsage Usage => usage;

    /// <summary>Opens streams until there are so many.</summary>
    public async Task Have(int count)
    {
        var open = _streams.Count;
        var more = new LiveStream[count - open];
        await Parallel.ForAsync(0, more.Length, new ParallelOptions { MaxDegreeOfParallelism = OpenAtOnce }, async (i, _) =>
        {
            var (opening, reply) = door(open + i);
            more[i] = await LiveStream.Open(address, opening, reply, number => Received(open + i, number));
        });
        _streams.AddRange(more);
    }

    /// <summary>Sends so many messages a second, whether or not the last one has arrived.</summary>
    /// <param name="perSecond">Messages a second.</param>
    /// <param name="time">For how long.</param>
    /// <param name="onSent">Told of each message's number and id.</param>
    /// <param name="onArrival">Told of each arrival, by stream and number.</param>
    /// <param name="rest">What has to end before the slice does, besides all arrivals.</param>
    public Task<Slice> Pace(
        double perSecond, TimeSpan time, Action<int, long>? onSent = null, Action<int, int>? onArrival = null, Func<Task>? rest = null)
    {
        const int fewest = 3;
        _onArrival = onArrival;
        return Load((int)Math.Max(fewest, perSecond * time.TotalSeconds), async (wires, arrivals) =>
        {
            var watch = Stopwatch.StartNew();
            for (var i = 0; i < arrivals.Count / _streams.Count; i++)
            {
                if (TimeSpan.FromSeconds(i / perSecond) - watch.Elapsed is var wait && wait > TimeSpan.Zero)
                {
                    await Task.Delay(wait);
                }
                var id = await Send(wires[0], arrivals, _next + i);
                onSent?.Invoke(_next + i, id);
            }
        }, rest);
    }

    /// <summary>Sends so many messages as fast as they are taken.</summary>
    public Task<Slice> Burst(int messages)
    {
        _onArrival = null;
        return Load(messages, (wires, arrivals) => Task.WhenAll(wires.First(senders).Select((wire, sender) => Task.Run(async () =>
        {
            for (var i = sender; i < messages; i += senders)
            {
                await Send(wire, arrivals, _next + i);
            }
        }))), null);
    }

    public void Dispose() => _streams.ForEach(stream => stream.Dispose());

    private async Task<Slice> Load(int messages, Func<Wires, Arrivals, Task> send, Func<Task>? rest)
    {
        // Connections that wait for their turn too long are closed by the server.
        using var wires = await Wires.Connect(address, senders);
        var arrivals = new Arrivals(_next, messages, _streams.Count);
        Volatile.Write(ref _arrivals, arrivals);
        var before = await usage.Read();
        var watch = Stopwatch.StartNew();
        await send(wires, arrivals);
        await arrivals.Rest();
        await (rest?.Invoke() ?? Task.CompletedTask);
        var elapsed = watch.Elapsed;
        var after = await usage.Read();
        Volatile.Write(ref _arrivals, null);
        arrivals.Check();
        _next += messages;
        if (_streams.FirstOrDefault(stream => stream.End is not null) is { } ended)
        {
            throw new WrongAnswerException($"{name}: a stream ended: {ended.End}");
        }
        if (_strays > 0)
        {
            throw new WrongAnswerException($"{name}: {_strays} messages came although nothing was on its way.");
        }
        return new Slice(arrivals.Count, arrivals.Milliseconds, elapsed)
        {
            Server = after.Processor - before.Processor,
            Own = after.Own - before.Own,
            Allocated = after.AllocatedSince(before),
            ResidentMiB = usage.ResidentMiB(),
        };
    }

    private async Task<long> Send(Wire wire, Arrivals arrivals, int number)
    {
        var request = post(Marks.Text(number) + Words);
        arrivals.Sent(number);
        var answer = await wire.Send(request);
        if (answer.Status is not (200 or 204))
        {
            throw new WrongAnswerException($"{name}: a send was answered {answer.Status} {answer.Text}");
        }
        var id = 0L;
        if (WireAnswer.Header(answer.Head.Span, "\r\nLocation: /api/chat/messages/"u8) is { } at && Utf8Parser.TryParse(answer.Head.Span[at..], out id, out _))
        {
            arrivals.Acknowledged(number, id);
        }
        return id;
    }

    private void Received(int stream, int number)
    {
        if (Volatile.Read(ref _arrivals) is not { } arrivals)
        {
            Interlocked.Increment(ref _strays);
            return;
        }
        _onArrival?.Invoke(stream, number);
        arrivals.Received(stream, number);
    }
}
