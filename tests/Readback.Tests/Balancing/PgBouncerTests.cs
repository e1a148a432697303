using Readback.Nodes;
using Readback.Tests.Chat;
using Readback.Tests.Hosting;
using Readback.Tests.Log;

namespace Readback.Tests.Balancing;

/// <summary>Between nodes and the database may stand a pooler that gives each connection one of its own (session mode).</summary>
[Trait("Engine", "Postgres")]
public sealed class PgBouncerTests
{
    [Fact]
    public async Task Two_nodes_work_through_it_and_hear_each_other()
    {
        await using var postgres = await PostgresServer.Start();
        await using var bouncer = await PgBouncer.Start(await postgres.NewDatabase());
        await using var first = await ReadbackServer.Run(settings => settings with { Store = bouncer.Store });
        await using var second = await ReadbackServer.Run(settings => settings with { Store = bouncer.Store });
        var admin = await first.LogIn("admin", "default_space");
        await using var stream = await admin.At(second).WatchOn();

        var ids = new List<string>();
        for (var n = 0; n < 10; n++)
        {
            ids.Add(await admin.Say($"through the pooler {n}"));
            // Hints have their pace, which is the clock's: it has to go on until the pause has begun and ended.
            var next = stream.Next("message");
            while (!next.IsCompleted)
            {
                first.Clock.Advance(TimeSpan.FromMilliseconds(HintTeller.PauseMilliseconds));
                await Task.Yield();
            }
            Assert.Equal($"through the pooler {n}", (string?)(await next).Json["content"]);
        }
        Assert.Equal(ids, (await admin.At(second).ReadWhole()).Keys);
        Assert.Equal(10, (await admin.Find(("content", "pooler")))["totalElements"]!.GetValue<int>());
        Assert.Equal((0, 10), await admin.At(second).Counts());
        await first.AssertSound();
    }
}
