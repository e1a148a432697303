using System.Text.Json.Nodes;
using Readback.Tests.Chat;
using Readback.Tests.Hosting;

namespace Readback.Tests.Feed;

/// <summary>What each event says, to the letter.</summary>
public sealed class EventTests(FeedHouse house) : FeedTest(house)
{
    [Fact]
    public async Task Hello_says_where_the_stream_starts()
    {
        await Ayse.SayAll("one", "two", "three");
        await using var bora = await Bora.WatchOn();
        await using var stream = await Ayse.Watch();

        var hello = await stream.NextOrEnd();
        var end = await Ayse.Position();
        Assert.Equal(("hello", end), (hello!.Name, hello.Id));
        Assert.NotEqual("", (string?)hello.Json["log"]);
        Wire.AssertSame(
            new JsonObject
            {
                ["log"] = (string)hello.Json["log"]!,
                ["position"] = end,
                ["unread"] = 0,
                ["online"] = new JsonArray("ayse", "bora"),
            },
            hello.Json);
    }

    [Fact]
    public async Task Every_stream_names_the_same_log()
    {
        await using var stream = await Ayse.Watch();
        var log = (string?)(await stream.Hello())["log"];
        Bora.Space = Server.Directory.Spaces.First().Name;
        await Server.Join("bora", Bora.Space);
        await using var elsewhere = await Bora.Watch();

        Assert.Equal(log, (string?)(await elsewhere.Hello())["log"]);
    }

    [Fact]
    public async Task Unread_counts_what_is_in_the_log_up_to_the_position_replayed_events_too()
    {
        var ids = await Ayse.SayAll("one", "two", "three", "four");
        await Bora.MarkRead(ids[1]);
        var end = await Bora.Position();

        foreach (long? after in (long?[])[null, 0, end - 2, end, end + 1])
        {
            await using var stream = await Bora.Watch(after);
            var hello = (await stream.Until(e => e.Name == "hello"))[^1].Json;
            Assert.Equal((3, end), ((long)hello["unread"]!, (long)hello["position"]!));
        }
    }

    [Theory]
    [InlineData("read back 1187")]
    [InlineData("Kazan dairesi: İSTİM basıncı düştü, \"acil\" <b>değil</b> & 100%")]
    [InlineData("line one\nline two\r\nid: 7\n\nevent: message\rdata: nothing\u2028end\u0085\t")]
    [InlineData("😀 \uFEFF 𐐀 \u0001 \\u0041")]
    public async Task A_message_is_the_ChatMessage_that_its_address_shows(string content)
    {
        await using var stream = await Bora.WatchOn();
        var id = await Ayse.Say(content);

        var message = await stream.Next("message");
        Wire.AssertSame(Wire.Message(id, 1, content, "ayse", Now), message.Json);
        Wire.AssertSame(await Bora.Read($"/api/chat/messages/{id}"), message.Json);
        Assert.Equal(await Bora.Position(), message.Id);
    }

    [Fact]
    public async Task A_read_says_which_numbers_are_newly_read()
    {
        var ids = await Ayse.SayAll("one", "two", "three", "four", "five");
        await Bora.MarkRead(ids[1]);
        await using var stream = await Chen.WatchOn();
        await using var own = await Bora.WatchOn();
        Wait(TimeSpan.FromSeconds(7));
        await Bora.MarkRead(ids[4], ids[0], ids[1], ids[2]);

        var read = await stream.Next("read");
        Wire.AssertSame(
            new JsonObject
            {
                ["username"] = "bora",
                ["ranges"] = new JsonArray(new JsonArray(1, 1), new JsonArray(3, 3), new JsonArray(5, 5)),
                ["date"] = Now,
            },
            read.Json);
        Assert.Equal(await Bora.Position(), read.Id);
        Assert.Equal(read, await own.Next("read"));
    }

    [Fact]
    public async Task Numbers_that_adjoin_are_one_range()
    {
        var ids = await Ayse.SayAll("one", "two", "three");
        await using var stream = await Chen.WatchOn();
        await Bora.MarkRead(ids[2], ids[0], ids[1], ids[1]);

        Assert.Equal("[[1,3]]", (await stream.Next("read")).Json["ranges"]!.ToJsonString());
    }

    [Fact]
    public async Task Where_nothing_changed_there_is_no_event()
    {
        await using var stream = await Chen.WatchOn();
        var id = await Ayse.Say("one", key: "k-1");
        await Bora.MarkRead(id);
        await stream.Next("message");
        var read = await stream.Next("read");

        await Bora.MarkRead(id);
        await Ayse.MarkRead(id);
        Assert.Equal(id, await Ayse.Say("one", key: "k-1"));
        using (var again = await Bora.MarkByForm(("messageIds", id), ("messageIds", "999")))
        {
            await again.Is(404);
        }
        Assert.True(Server.Directory.TryGetUser("bora", out var bora) & Server.Directory.TryGetSpace(Space, out var space));
        await Admin.PostJson($"/api/users/{bora!.Id}/spaces", $"\"{space!.Id}\"").Json();
        await Ayse.Say("two");

        var next = await stream.Next();
        Assert.Equal(("message", read.Id + 1), (next.Name, next.Id));
    }

    [Fact]
    public async Task Who_joins_and_who_leaves_is_told_to_all()
    {
        await using var stream = await Chen.WatchOn();
        var dora = House.NewName("dora");
        await Server.AddUser(dora);
        await Server.Join(dora, Space);
        await Server.Leave(dora, Space);

        var (joined, left) = (await stream.Next(), await stream.Next());
        Assert.Equal(("member", "member"), (joined.Name, left.Name));
        Wire.AssertSame(new JsonObject { ["username"] = dora, ["change"] = "joined" }, joined.Json);
        Wire.AssertSame(new JsonObject { ["username"] = dora, ["change"] = "left" }, left.Json);
        Assert.Equal((left.Id, await Chen.Position()), (joined.Id + 1, left.Id!.Value));
    }

    [Fact]
    public async Task Who_joins_sees_its_own_joining_and_nothing_before_it()
    {
        await Ayse.SayAll("one", "two");
        var (dora, _) = await NewMember("dora");
        await Ayse.Say("three");
        await using var stream = await dora.WatchOn(after: 0);

        var joined = await stream.Next();
        Wire.AssertSame(new JsonObject { ["username"] = dora.Username, ["change"] = "joined" }, joined.Json);
        Assert.Equal("three", (string?)(await stream.Next()).Json["content"]);
    }

    [Fact]
    public async Task Ids_are_positions_without_a_gap_for_who_sees_everything()
    {
        await using var stream = await Chen.WatchOn();
        var start = stream.LastId!.Value;
        var ids = await Ayse.SayAll("one", "two");
        await Bora.MarkRead(ids);
        await NewMember("dora");
        await Bora.Say("three");

        var came = await stream.Until(e => (string?)e.Json["content"] == "three");
        Assert.Equal(["message", "message", "read", "member", "message"], came.Select(e => e.Name));
        Assert.Equal(Enumerable.Range(1, 5).Select(i => start + i), came.Select(e => e.Id!.Value));
    }

    [Fact]
    public async Task A_comment_comes_every_15_seconds()
    {
        await using var stream = await Chen.WatchOn();
        for (var second = 0; second < 45; second++)
        {
            Wait(TimeSpan.FromSeconds(1));
        }
        await Ayse.Say("that was 45 s");

        var came = await stream.Until(e => e.Name == "message");
        Assert.Equal(3, came.Count(e => e.Name == StreamEvent.Comment));
    }

    [Fact]
    public async Task Another_space_is_not_heard()
    {
        await using var stream = await Chen.WatchOn();
        var here = Space;
        await House.Enter("ayse", "bora", "chen");
        await Ayse.Say("elsewhere");
        Ayse.Space = here;
        await Ayse.Say("here");

        Assert.Equal("here", (string?)(await stream.Next("message")).Json["content"]);
    }
}
