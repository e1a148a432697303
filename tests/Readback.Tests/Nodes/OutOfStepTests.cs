using Microsoft.Extensions.DependencyInjection;
using Readback.Log;
using Readback.Nodes;
using Readback.Storage;
using Readback.Tests.Chat;
using Readback.Tests.Hosting;

namespace Readback.Tests.Nodes;

/// <summary>Two nodes write into one space, and what begins first is not what ends first.</summary>
[Trait("Engine", "Postgres")]
public sealed class OutOfStepTests(NodeHouse house) : IClassFixture<NodeHouse>
{
    private const string LockWaiters =
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";

    [Fact]
    public async Task Who_has_taken_a_position_and_not_committed_holds_back_all_positions_after_it()
    {
        await using var ayse = await house.Ayse.WatchOn();
        await using var bora = await house.Bora.WatchOn();
        var position = await house.Ayse.Position();
        var taken = new Gate();
        var first = JoinOne("deniz", taken);
        await taken.Reached;

        var second = house.Bora.Say("after the one who joins");
        await WaitsForTheLock();
        foreach (var node in (ReadbackServer[])[house.First, house.Second])
        {
            // A hint that goes too far, and a look at what is there: neither may show what is not committed.
            node.Services.GetRequiredService<LogSignal>().Hear(new LogEnd(house.SpaceId, position + 2));
            node.Services.GetRequiredService<Lookout>().LookAtEverything();
        }
        Assert.Equal(position, await house.Ayse.Position());
        taken.Open();
        await first;
        await second;

        foreach (var stream in (EventStream[])[ayse, bora])
        {
            Assert.Equal(position + 1, (await Next(stream, "member")).Id);
            Assert.Equal(position + 2, (await Next(stream, "message")).Id);
        }
        Assert.Equal(position + 2, await house.Bora.Position());
    }

    [Fact]
    public async Task Who_began_earlier_and_took_no_position_yet_comes_after_who_committed_meanwhile()
    {
        await using var bora = await house.Bora.WatchOn();
        var position = await house.Ayse.Position();
        var begun = new Gate();
        var late = JoinOne("elif", begun, isTakenFirst: false);
        await begun.Reached;
        await house.Bora.Say("while somebody is about to join");
        begun.Open();
        await late;

        Assert.Equal(position + 1, (await Next(bora, "message")).Id);
        Assert.Equal(position + 2, (await Next(bora, "member")).Id);
    }

    /// <summary>Lets somebody join by a transaction that stops at a gate, before or after it takes its position.</summary>
    private async Task JoinOne(string name, Gate gate, bool isTakenFirst = true)
    {
        var user = await house.First.AddUser(name);
        await house.Store.Write(async db =>
        {
            var now = house.First.Clock.GetUtcNow();
            await SpaceHeads.Read(db, house.SpaceId);
            if (!isTakenFirst)
            {
                await gate.Pass();
            }
            Assert.True(await MemberLog.Join(db, house.SpaceId, user, name, now));
            if (isTakenFirst)
            {
                await gate.Pass();
            }
            return true;
        });
    }

    private async Task WaitsForTheLock()
    {
        while (await house.Store.Read(db => db.Number(LockWaiters)) == 0)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }
    }

    private async Task<StreamEvent> Next(EventStream stream, string name)
    {
        var next = stream.Next(name);
        await house.Until(() => Task.FromResult(next.IsCompleted));
        return await next;
    }

    /// <summary>Where a transaction stops until it may go on.</summary>
    private sealed class Gate
    {
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Reached => _reached.Task;

        public void Open() => _open.SetResult();

        public Task Pass()
        {
            _reached.TrySetResult();
            return _open.Task;
        }
    }
}
