using System.Collections.Concurrent;
using System.Text.Json;
using System.Threading.Channels;
using Readback.Bench.Live;
using Readback.Bench.Load;
using Readback.Storage;

namespace Readback.Bench.Scenarios;

/// <summary>A large space in which all members watch and read every message that comes.</summary>
internal sealed class ReadingLive : IDisposable
{
    private const int TellingAtOnce = 64;

    private readonly Stage _stage;
    private readonly LiveServer _server;
    private readonly string _space;
    private readonly Wires _wires;
    private readonly Caller _first;
    private readonly List<LiveReader> _readers;

    private ReadingLive(Stage stage, LiveServer server, string space, Wires wires)
    {
        (_stage, _server, _space, _wires) = (stage, server, space, wires);
        var free = Channel.CreateUnbounded<Wire>();
        foreach (var wire in wires.First(TellingAtOnce))
        {
            free.Writer.TryWrite(wire);
        }
        var members = stage.Callers(stage.Sizes.Streams);
        _first = members[0];
        _readers = [.. members.Select(member => new LiveReader(member, space, free))];
    }

    public static async Task<ReadingLive> Open(Stage stage, LiveServer server, string space) =>
        new(stage, server, space, await Wires.Connect(stage.Address, TellingAtOnce));

    public async Task<Slice> Run(double messagesPerSecond, TimeSpan time)
    {
        var ids = new ConcurrentDictionary<int, TaskCompletionSource<long>>();
        var slice = await _server.Pace(
            messagesPerSecond, time, (number, id) => Id(number).SetResult(id),
            (stream, number) => _readers[stream].See(Id(number).Task),
            () => Task.WhenAll(_readers.Select(reader => reader.Telling)));
        await Check([.. ids.Values.Select(id => id.Task.Result)]);
        return slice;

        TaskCompletionSource<long> Id(int number) =>
            ids.GetOrAdd(number, _ => new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously));
    }

    public void Dispose() => _wires.Dispose();

    /// <summary>Everybody has read everything.</summary>
    private async Task Check(List<long> ids)
    {
        const int most = 200;
        var (from, to) = (MessageId.Number(ids.Min()), MessageId.Number(ids.Max()));
        for (var first = from; first <= to; first += most)
        {
            var answer = await _wires[0].Send(_first.Get(
                FormattableString.Invariant($"/api/chat/receipts?fromNumber={first}&toNumber={Math.Min(to, first + most - 1)}"), _space));
            using var json = JsonDocument.Parse(answer.Text);
            foreach (var count in json.RootElement.EnumerateArray())
            {
                Expect.Same(count, "readCount", _stage.Sizes.Streams);
            }
        }
    }
}
