using Microsoft.Extensions.DependencyInjection;
using Readback.Nodes;
using Readback.Storage;
using Readback.Tests.Chat;
using Readback.Tests.Hosting;

namespace Readback.Tests.Nodes;

/// <summary>Nodes that come and go with a database that comes and goes.</summary>
[Trait("Engine", "Postgres")]
public sealed class StartingTests
{
    [Fact]
    public async Task Four_nodes_that_start_together_on_an_empty_database_make_one_house()
    {
        await using var postgres = await PostgresServer.Start();
        var store = await postgres.NewDatabase();
        var nodes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ReadbackServer.Run(settings => settings with { Store = store })));
        try
        {
            var sessions = await Task.WhenAll(nodes.Select(node => node.LogIn("admin", "default_space")));
            await Task.WhenAll(sessions.Select((admin, n) => admin.Say($"from node {n}")));
            Assert.Equal(4, (await sessions[0].ReadNode("/api/chat/messages/filter"))["totalElements"]!.GetValue<int>());
            Assert.Single((await sessions[1].ReadNode("/api/users")).AsArray());
            Assert.Single((await sessions[2].ReadNode("/api/spaces")).AsArray());
        }
        finally
        {
            foreach (var node in nodes)
            {
                await node.DisposeAsync();
            }
        }
    }

    [Fact]
    public async Task A_node_that_lost_sight_of_the_directory_answers_nobody_until_it_sees_it_again()
    {
        await using var postgres = await PostgresServer.Start();
        var database = await postgres.NewDatabase();
        await using var node = await ReadbackServer.Run(settings => settings with { Store = database });
        var admin = await node.LogIn("admin", "default_space");
        using var stranger = node.Stranger();

        postgres.Down("fast");
        // What was confirmed a moment ago still counts: only what needs the database fails.
        await (await admin.Get("/api/auth/current-user")).Is(200);
        node.Clock.Advance(TimeSpan.FromSeconds(3));
        using (var refused = await admin.Get("/api/auth/current-user"))
        {
            Assert.Equal("1", Assert.Single(refused.Headers.GetValues("Retry-After")));
            Assert.Contains("can't tell", await Task.FromResult(refused).Refused(503));
        }
        await (await stranger.GetAsync("/health/live", TestContext.Current.CancellationToken)).Is(200);
        await stranger.GetAsync("/health/ready", TestContext.Current.CancellationToken).Refused(503);

        postgres.Up();
        await (await admin.Get("/api/auth/current-user")).Is(200);
        await admin.Say("here we are again");
    }

    [Fact]
    public async Task A_node_that_lost_its_ear_listens_again_by_itself()
    {
        await using var house = new ReadbackServer();
        await house.InitializeAsync();
        await using var other = await ReadbackServer.RunBeside(house);
        var (ayse, bora) = (await house.LogIn("ayse"), await other.LogIn("bora"));
        await using var stream = await bora.WatchOn();
        var store = house.Services.GetRequiredService<IStore>();
        await Listeners(store, atLeast: 2);
        await store.Read(db => db.Number("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE query = 'LISTEN readback' AND datname = current_database()"));
        while (await Listeners(store) < 2)
        {
            house.Clock.Advance(TimeSpan.FromSeconds(1));
        }
        await ayse.Say("do you hear me");
        // By a hint alone: nobody looks while the clock stands still.
        house.Clock.Advance(TimeSpan.FromMilliseconds(HintTeller.PauseMilliseconds));
        Assert.Equal("do you hear me", (string?)(await stream.Next("message")).Json["content"]);
    }

    private static async Task<long> Listeners(IStore store, int atLeast = 0)
    {
        long found;
        do
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            found = await store.Read(db => db.Number(
                "SELECT count(*) FROM pg_stat_activity WHERE query = 'LISTEN readback' AND datname = current_database()"));
        }
        while (found < atLeast);
        return found;
    }
}
