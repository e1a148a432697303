using Readback.Feed;
using Readback.Tests.Chat;
using Readback.Tests.Hosting;

namespace Readback.Tests.Feed;

/// <summary>In a space of more than 50 members reads of others come as counts, once a second at most.</summary>
public sealed class LargeSpaceTests(FeedHouse house) : FeedTest(house)
{
    private const int OfTheCast = 3;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    [Fact]
    public async Task Others_get_counts_and_the_reader_a_read()
    {
        await House.Crowd(Space, LogEvents.MaxMembersForSingleReads + 1 - OfTheCast);
        var ids = await Ayse.SayAll("one", "two", "three");
        await using var chen = await Chen.WatchOn();
        await using var bora = await Bora.WatchOn();
        await using var boraElsewhere = await Bora.WatchOn();
        await Bora.MarkRead(ids[0], ids[2]);

        var counts = await chen.Next("receipts");
        Assert.Null(counts.Id);
        Assert.Equal("""{"counts":[[1,2],[3,2]]}""", counts.Data);
        foreach (var own in (EventStream[])[bora, boraElsewhere])
        {
            var read = await own.Next("read");
            Assert.Equal(("bora", await Bora.Position()), ((string?)read.Json["username"], read.Id));
            Assert.Equal(counts, await own.Next("receipts"));
        }
    }

    [Fact]
    public async Task Counts_come_once_a_second_at_most()
    {
        await House.Crowd(Space, 50);
        var ids = await Ayse.SayAll("one", "two");
        await using var chen = await Chen.WatchOn();
        await Bora.MarkRead(ids[0]);
        Assert.Equal("""{"counts":[[1,2]]}""", (await chen.Next("receipts")).Data);

        await Ayse.MarkRead(ids[0], await Bora.Say("three"));
        await Chen.MarkRead(ids[0]);
        await Bora.MarkRead(ids[1]);
        Assert.Equal(["message", "read", "message"], await UntilMark(chen, "mark 1"));
        Wait(Second - Moment);
        Assert.Equal(["message"], await UntilMark(chen, "mark 2"));

        Wait(Moment);
        Assert.Equal(["message"], await UntilMark(chen, "mark 3"));
        Assert.Equal(("receipts", """{"counts":[[1,3],[2,2],[3,2]]}"""), await NextThat(chen));
        Wait(Second * 3);
        Assert.Equal(["message"], await UntilMark(chen, "mark 4"));
        await Chen.MarkRead(ids[1]);
        await chen.Next("read");
        Assert.Equal("""{"counts":[[2,3]]}""", (await chen.Next("receipts")).Data);
    }

    [Fact]
    public async Task Counts_that_no_message_takes_along_go_out_alone_soon_after_they_are_due()
    {
        await House.Crowd(Space, 50);
        var ids = await Ayse.SayAll("one", "two", "three");
        await using var chen = await Chen.WatchOn();
        await Bora.MarkRead(ids[0]);
        await chen.Next("receipts");
        await Bora.MarkRead(ids[1]);
        // The feed knows of that read now; what it counts is not due yet.
        Assert.Equal(["message"], await UntilMark(chen, "mark"));

        // A read of one's own is told to nobody else, and takes no counts along.
        Wait(Second + TimeSpan.FromMilliseconds(SpaceFeed.ReceiptsRideMilliseconds) - Moment);
        await Chen.MarkRead(ids[1]);
        await chen.Next("read");
        await Chen.MarkRead(ids[2]);
        Assert.Equal("read", (await NextThat(chen)).Name);
        Wait(Moment);
        Assert.Equal(("receipts", """{"counts":[[2,3],[3,2]]}"""), await NextThat(chen));
    }

    [Fact]
    public async Task A_resumed_stream_gets_the_counts_of_what_it_missed()
    {
        await House.Crowd(Space, 50);
        var ids = await Ayse.SayAll("one", "two", "three");
        var before = await Chen.Position();
        await Bora.MarkRead(ids[0], ids[1]);
        await Chen.MarkRead(ids[1]);
        await Ayse.Say("four");
        await using var chen = await Chen.WatchOn(after: before);

        Assert.Equal(before + 2, (await chen.Next("read")).Id);
        Assert.Equal("four", (string?)(await chen.Next("message")).Json["content"]);
        var counts = await chen.Next();
        Assert.Equal(("receipts", null, """{"counts":[[1,2],[2,3]]}"""), (counts.Name, counts.Id, counts.Data));
    }

    [Fact]
    public async Task A_stream_that_broke_off_before_the_counts_were_due_gets_them_when_it_comes_back()
    {
        await House.Crowd(Space, 50);
        var ids = await Ayse.SayAll("one", "two");
        var chen = await Chen.WatchOn();
        await Bora.MarkRead(ids[0]);
        Assert.Equal("""{"counts":[[1,2]]}""", (await chen.Next("receipts")).Data);
        await Bora.MarkRead(ids[1]);
        await Ayse.Say("three");
        var seen = (await chen.Next("message")).Id;
        await chen.DisposeAsync();
        await House.Streams.Are(0);
        Wait(Second);

        await using var again = await Chen.WatchOn(after: seen);
        var counts = await again.Next("receipts");
        Assert.Equal("""{"counts":[[1,2],[2,2]]}""", counts.Data);
    }

    [Fact]
    public async Task At_50_members_reads_are_told_singly_and_at_51_they_are_counted()
    {
        await House.Crowd(Space, LogEvents.MaxMembersForSingleReads - OfTheCast);
        var ids = await Ayse.SayAll("one", "two", "three");
        await using var chen = await Chen.WatchOn();
        await Bora.MarkRead(ids[0]);
        await chen.Next("read");

        var one = House.NewName("dora");
        await Server.AddUser(one, Space);
        await chen.Next("member");
        await Bora.MarkRead(ids[1]);
        Assert.Equal("""{"counts":[[2,2]]}""", (await chen.Next("receipts")).Data);

        await Server.Leave(one, Space);
        await chen.Next("member");
        await Bora.MarkRead(ids[2]);
        Assert.Equal("[[3,3]]", (await chen.Next("read")).Json["ranges"]!.ToJsonString());
    }

    /// <summary>The next event that is no matter of who is online.</summary>
    private static async Task<(string Name, string Data)> NextThat(EventStream stream)
    {
        var came = await stream.Until(e => e.Name is not StreamEvent.Comment and not "presence");
        return (came[^1].Name, came[^1].Data);
    }

    private async Task<List<string>> UntilMark(EventStream stream, string mark)
    {
        await Ayse.Say(mark);
        var came = await stream.Until(e => e.Name == "message" && (string?)e.Json["content"] == mark);
        return [.. came.Select(e => e.Name).Where(name => name is not StreamEvent.Comment and not "presence")];
    }
}
