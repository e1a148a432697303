using Readback.Feed;
using Readback.Nodes;
using Readback.Storage;
using Readback.Tests.Chat;
using Readback.Tests.Hosting;

namespace Readback.Tests.Nodes;

/// <summary>Contract, section 4: who is online, wherever the stream hangs.</summary>
[Trait("Engine", "Postgres")]
public sealed class PresenceOverNodesTests : IAsyncLifetime
{
    private readonly NodeHouse _house = new();

    public ValueTask InitializeAsync() => _house.InitializeAsync();

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    [Fact]
    public async Task Who_comes_to_one_node_is_online_at_the_other_until_five_seconds_after_the_last_stream()
    {
        await using var ayse = await _house.Ayse.WatchOn();
        await using (await _house.Bora.WatchOn())
        {
            await Tells(ayse, "bora", online: true);
            Assert.Equal(["ayse", "bora"], await LoggedIn(_house.Ayse));
            await using var second = await _house.Ayse.Watch();
            Assert.Equal("""["ayse","bora"]""", (await second.Hello())["online"]!.ToJsonString());
        }
        await Tells(ayse, "bora", online: false);
        Assert.Equal(["ayse"], await LoggedIn(_house.Ayse));
    }

    [Fact]
    public async Task Who_goes_over_from_one_node_to_the_other_never_was_away()
    {
        await using var ayse = await _house.Ayse.WatchOn();
        var elsewhere = _house.Bora.At(_house.First);
        await using (await _house.Bora.WatchOn())
        {
            await Tells(ayse, "bora", online: true);
        }
        await using var moved = await elsewhere.WatchOn();
        for (var seconds = 0; seconds < 2 * SpacePresence.LingerSeconds; seconds++)
        {
            _house.First.Clock.Advance(TimeSpan.FromSeconds(1));
            Assert.Contains("bora", await LoggedIn(_house.Ayse));
        }
        await _house.Ayse.Say("a mark");
        Assert.DoesNotContain(await ayse.Until(e => e.Name == "message"), e => e.Name == "presence");
    }

    [Fact]
    public async Task Who_was_online_by_way_of_a_node_that_died_is_gone_when_it_has_been_silent_for_fifteen_seconds()
    {
        Assert.True(_house.First.Directory.TryGetUser("chen", out var chen));
        await _house.Store.Write(async db =>
        {
            await NodeTable.Insert(db, "ghost");
            return await NodeTable.SavePresence(db, "ghost", [new NodePresenceRow(_house.SpaceId, chen.Id, true)]);
        });
        await using var ayse = await _house.Ayse.WatchOn();
        await _house.Until(async () => (await LoggedIn(_house.Ayse)).Contains("chen"));

        var since = _house.First.Clock.GetUtcNow();
        await _house.Until(async () => !(await LoggedIn(_house.Ayse)).Contains("chen"));
        Assert.True(
            (_house.First.Clock.GetUtcNow() - since).TotalSeconds >= RemotePresence.SilentSeconds - 2, "given up too soon");
        await Tells(ayse, "chen", online: false);
    }

    [Fact]
    public async Task The_users_of_a_node_that_was_told_to_stop_are_gone_after_a_moment()
    {
        await using var ayse = await _house.Ayse.WatchOn();
        await using (await _house.Bora.WatchOn())
        {
            await Tells(ayse, "bora", online: true);
            await _house.Second.Restart();
        }
        await Tells(ayse, "bora", online: false);
    }

    [Fact]
    public async Task A_node_that_was_given_up_by_mistake_lists_itself_and_its_users_anew()
    {
        await using var ayse = await _house.Ayse.WatchOn();
        await using var bora = await _house.Bora.WatchOn();
        await Tells(ayse, "bora", online: true);
        await _house.Store.Write(db => db.Execute("DELETE FROM node"));
        await Tells(ayse, "bora", online: false);
        await Tells(ayse, "bora", online: true);
    }

    private async Task Tells(EventStream stream, string username, bool online)
    {
        var news = stream.Until(e =>
            e.Name == "presence" && (string?)e.Json["username"] == username && (bool)e.Json["online"]! == online);
        await _house.Until(() => Task.FromResult(news.IsCompleted));
        await news;
    }

    private static async Task<List<string>> LoggedIn(Person person) =>
        [.. (await person.GetJson("/api/auth/logged-in-users")).EnumerateArray().Select(name => name.GetString()!)];
}
