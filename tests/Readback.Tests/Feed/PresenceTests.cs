using System.Text.Json.Nodes;
using Readback.Tests.Chat;
using Readback.Tests.Hosting;

namespace Readback.Tests.Feed;

/// <summary>Who is online: has a stream in this space, or had one less than five seconds ago.</summary>
public sealed class PresenceTests(FeedHouse house) : FeedTest(house)
{
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    [Fact]
    public async Task The_first_stream_brings_online_and_the_end_of_the_last_offline_after_5_s()
    {
        await using var chen = await Chen.WatchOn();
        Assert.Equal(["chen"], await Online());
        var stream = await Bora.Watch();
        Assert.Equal("""["bora","chen"]""", (await stream.Hello())["online"]!.ToJsonString());
        Wire.AssertSame(new JsonObject { ["username"] = "bora", ["online"] = true }, (await IsPresence(chen)).Json);
        Assert.Equal(["bora", "chen"], await Online());

        await stream.DisposeAsync();
        await House.Streams.Are(1);
        Wait(Linger - Moment);
        await NothingCame(chen);
        Assert.Equal(["bora", "chen"], await Online());

        Wait(Moment);
        Wire.AssertSame(new JsonObject { ["username"] = "bora", ["online"] = false }, (await IsPresence(chen)).Json);
        Assert.Equal(["chen"], await Online());
        await using var ayse = await Ayse.Watch();
        Assert.Equal("""["ayse","chen"]""", (await ayse.Hello())["online"]!.ToJsonString());
    }

    [Fact]
    public async Task Another_stream_of_the_same_user_changes_nothing()
    {
        await using var chen = await Chen.WatchOn();
        await using var first = await Bora.WatchOn();
        await IsPresence(chen);
        var second = await Bora.WatchOn();
        await NothingCame(chen);

        await second.DisposeAsync();
        await House.Streams.Are(2);
        Wait(Linger * 2);
        await NothingCame(chen);
        Assert.Equal(["bora", "chen"], await Online());
    }

    [Fact]
    public async Task Who_comes_back_within_5_s_never_was_offline()
    {
        await using var chen = await Chen.WatchOn();
        var stream = await Bora.WatchOn();
        await IsPresence(chen);
        for (var reload = 0; reload < 3; reload++)
        {
            await stream.DisposeAsync();
            await House.Streams.Are(1);
            Wait(Linger - Moment);
            stream = await Bora.WatchOn();
        }
        Wait(Linger * 2);
        await NothingCame(chen);
        Assert.Equal(["bora", "chen"], await Online());

        await stream.DisposeAsync();
        await House.Streams.Are(1);
        Wait(Linger);
        Assert.False((bool)(await IsPresence(chen)).Json["online"]!);
    }

    [Fact]
    public async Task Who_come_at_once_all_know_of_each_other_and_nobody_is_told_anything_twice()
    {
        for (var round = 0; round < 20; round++)
        {
            var streams = await Task.WhenAll(Ayse.Watch(), Bora.Watch(), Chen.Watch());
            foreach (var stream in streams)
            {
                var online = (await stream.Hello())["online"]!.AsArray().Select(name => (string)name!).ToList();
                while (online.Count < streams.Length)
                {
                    var who = (await IsPresence(stream)).Json;
                    Assert.True((bool)who["online"]!);
                    online.Add((string)who["username"]!);
                }
                Assert.Equal(["ayse", "bora", "chen"], online.Order());
            }
            await Ayse.Say("a mark");
            foreach (var stream in streams)
            {
                Assert.Equal("message", (await stream.Next()).Name);
            }
            await Task.WhenAll(streams.Select(stream => stream.DisposeAsync().AsTask()));
            await House.Streams.Are(0);
            Wait(Linger);
        }
    }

    [Fact]
    public async Task Online_is_per_space()
    {
        var here = Space;
        await using var chen = await Chen.WatchOn();
        await House.Enter();
        await using var elsewhere = await Bora.WatchOn();
        Ayse.Space = Chen.Space = here;

        Assert.Equal(["chen"], await Online());
        await NothingCame(chen);
    }

    [Fact]
    public async Task Who_is_removed_is_no_longer_among_the_online_members()
    {
        var (dora, _) = await NewMember("dora");
        await using var chen = await Chen.WatchOn();
        await using var stream = await dora.WatchOn();
        await IsPresence(chen);
        await Server.Leave(dora.Username, Space);
        await stream.Rest();
        Assert.Equal(["chen"], await Online());

        await House.Streams.Are(1);
        Wait(Linger);
        await chen.Next("member");
        Wire.AssertSame(new JsonObject { ["username"] = dora.Username, ["online"] = false }, (await IsPresence(chen)).Json);
    }

    private static async Task<StreamEvent> IsPresence(EventStream stream)
    {
        var next = await stream.Next();
        Assert.Equal(("presence", null), (next.Name, next.Id));
        return next;
    }

    /// <summary>A message is the next that comes.</summary>
    private async Task NothingCame(EventStream stream)
    {
        await Ayse.Say("a mark");
        Assert.Equal("message", (await stream.Next()).Name);
    }

    private async Task<List<string>> Online() =>
        [.. (await Chen.ReadNode("/api/auth/logged-in-users")).AsArray().Select(name => (string)name!)];
}
