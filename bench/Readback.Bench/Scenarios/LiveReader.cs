using System.Diagnostics;
using System.Threading.Channels;
using Readback.Bench.Load;

namespace Readback.Bench.Scenarios;

/// <summary>
/// A member who reads what comes, as the element tells it: a quarter of a second is gathered into one call, and while more keeps
/// coming there is one call in three seconds.
/// </summary>
/// <param name="member">Who reads.</param>
/// <param name="space">Where.</param>
/// <param name="wires">Connections that are free, shared by all readers.</param>
internal sealed class LiveReader(Caller member, string space, Channel<Wire> wires)
{
    private static readonly TimeSpan Gather = TimeSpan.FromSeconds(0.25);
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(3);

    private readonly Lock _lock = new();
    private List<Task<long>> _seen = [];
    private Task _telling = Task.CompletedTask;
    private long _told;

    /// <summary>All that was seen has been told when it ends.</summary>
    public Task Telling
    {
        get
        {
            lock (_lock)
            {
                return _telling;
            }
        }
    }

    /// <param name="id">A message's id: it may be seen before its sender is told of it.</param>
    public void See(Task<long> id)
    {
        lock (_lock)
        {
            _seen.Add(id);
            if (_seen.Count == 1)
            {
                _telling = TellAfter(_telling);
            }
        }
    }

    private async Task TellAfter(Task before)
    {
        await before;
        var rest = _told == 0 ? TimeSpan.Zero : Rest - Stopwatch.GetElapsedTime(_told);
        // The reader's own pace, which is a part of the load: nothing is waited for.
        await Task.Delay(rest > Gather ? rest : Gather);
        _told = Stopwatch.GetTimestamp();
        List<Task<long>> seen;
        lock (_lock)
        {
            (seen, _seen) = (_seen, []);
        }
        var ids = string.Join(',', await Task.WhenAll(seen));
        var wire = await wires.Reader.ReadAsync();
        var answer = await wire.Send(member.Post("/api/chat/messages/set-read", space, "application/x-www-form-urlencoded", $"messageIds={ids}"));
        Expect.Same(answer.Status, 204, "status");
        wires.Writer.TryWrite(wire);
    }
}
