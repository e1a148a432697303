using System.Text.Json;
using System.Threading.Channels;
using Readback.Bench.Live;
using Readback.Bench.Load;
using Readback.Storage;

namespace Readback.Bench.Scenarios;

/// <summary>A large space in which all members watch, and each of them marks every message as read as soon as it comes.</summary>
internal sealed class ReadingLive : IDisposable
{
    private const int ReadersAtOnce = 64;

    private readonly Stage _stage;
    private readonly LiveServer _server;
    private readonly string _space;
    private readonly Wires _wires;
    private readonly IReadOnlyList<Caller> _members;

    private ReadingLive(Stage stage, LiveServer server, string space, Wires wires)
    {
        (_stage, _server, _space, _wires) = (stage, server, space, wires);
        _members = stage.Callers(stage.Sizes.Streams);
    }

    public static async Task<ReadingLive> Open(Stage stage, LiveServer server, string space) =>
        new(stage, server, space, await Wires.Connect(stage.Address, ReadersAtOnce));

    public async Task<Slice> Run(double messagesPerSecond, TimeSpan time)
    {
        var ids = new System.Collections.Concurrent.ConcurrentDictionary<int, TaskCompletionSource<long>>();
        var arrived = Channel.CreateUnbounded<(int Stream, int Number)>();
        var readers = Enumerable.Range(0, ReadersAtOnce).Select(reader => Task.Run(() => ReadAll(_wires[reader], arrived.Reader, Id))).ToList();
        var slice = await _server.Pace(
            messagesPerSecond, time, (number, id) => Id(number).SetResult(id),
            (stream, number) => arrived.Writer.TryWrite((stream, number)),
            async () =>
            {
                arrived.Writer.Complete();
                await Task.WhenAll(readers);
            });
        await Check([.. ids.Values.Select(id => id.Task.Result)]);
        return slice;

        TaskCompletionSource<long> Id(int number) =>
            ids.GetOrAdd(number, _ => new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously));
    }

    public void Dispose() => _wires.Dispose();

    /// <summary>A message may reach its readers before its sender is told of its id.</summary>
    private async Task ReadAll(Wire wire, ChannelReader<(int Stream, int Number)> arrived, Func<int, TaskCompletionSource<long>> idOf)
    {
        await foreach (var (stream, number) in arrived.ReadAllAsync())
        {
            var id = await idOf(number).Task;
            var answer = await wire.Send(_members[stream].Post(
                "/api/chat/message/set-read", _space, "application/x-www-form-urlencoded", FormattableString.Invariant($"messageId={id}")));
            Expect.Same(answer.Status, 204, "status");
        }
    }

    /// <summary>Everybody has read everything.</summary>
    private async Task Check(List<long> ids)
    {
        const int most = 200;
        var (from, to) = (MessageId.Number(ids.Min()), MessageId.Number(ids.Max()));
        for (var first = from; first <= to; first += most)
        {
            var answer = await _wires[0].Send(_members[0].Get(
                FormattableString.Invariant($"/api/chat/receipts?fromNumber={first}&toNumber={Math.Min(to, first + most - 1)}"), _space));
            using var json = JsonDocument.Parse(answer.Text);
            foreach (var count in json.RootElement.EnumerateArray())
            {
                Expect.Same(count, "readCount", _stage.Sizes.Streams);
            }
        }
    }
}
