using System.Buffers.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Readback.Directory;
using Readback.Feed;
using Readback.Log;
using Readback.Storage;
using Readback.Tests.Chat;
using Readback.Tests.Hosting;

namespace Readback.Tests.Feed;

/// <summary>
/// What is committed is true at once; that something was committed may come to the feed's and the directory's ears
/// late. Here it does not come at all, until somebody says something.
/// </summary>
public sealed class LateSignalTests(FeedHouse house) : FeedTest(house)
{
    private IStore Store => Server.Services.GetRequiredService<IStore>();

    private DateTimeOffset Clock => Server.Clock.GetUtcNow();

    [Fact]
    public async Task A_removal_that_memory_has_not_heard_of_lets_no_stream_begin()
    {
        var (dora, id) = await NewMember("dora");
        await LeaveSilently(id);

        await dora.WatchInVain().Forbidden();
    }

    [Fact]
    public async Task A_removal_that_memory_has_not_heard_of_ends_the_stream_before_what_comes_after_it()
    {
        var (dora, id) = await NewMember("dora");
        await using var stream = await dora.WatchOn();
        await LeaveSilently(id);
        await Ayse.Say("not for dora");

        Assert.Equal("left", (string?)Assert.Single(await stream.Rest()).Json["change"]);
        Assert.False(stream.IsBroken);
    }

    [Fact]
    public async Task A_leaving_from_before_a_stream_began_does_not_end_it()
    {
        var (dora, id) = await NewMember("dora");
        await using var chen = await Chen.WatchOn();
        var before = await Chen.Position();
        await LeaveSilently(id);
        Assert.True(await Store.Write(db => MemberLog.Join(db, SpaceId, id, dora.Username, Clock)));
        await using var stream = await dora.WatchOn();
        await using var resumed = await dora.WatchOn(after: before);
        await Ayse.Say("welcome back");

        Assert.Equal("welcome back", (string?)(await stream.Next("message")).Json["content"]);
        Assert.Equal("left", (string?)(await resumed.Next("member")).Json["change"]);
        Assert.Equal("joined", (string?)(await resumed.Next("member")).Json["change"]);
        Assert.Equal("welcome back", (string?)(await resumed.Next("message")).Json["content"]);
        Assert.Equal(before + 2, (await chen.Until(e => e.Name == "member" && (string?)e.Json["change"] == "joined"))[^1].Id);
    }

    [Fact]
    public async Task No_read_is_counted_and_told_as_well()
    {
        await House.Crowd(Space, LogEvents.MaxMembersForSingleReads - 4);
        var ((_, dora), (emre, _)) = (await NewMember("dora"), await NewMember("emre"));
        var ids = await Ayse.SayAll("one", "two");
        await using var chen = await Chen.WatchOn();
        await Bora.MarkRead(ids[0]);
        await chen.Next("receipts");
        await Bora.MarkRead(ids[1]);
        await Ayse.Say("a mark");
        await chen.Next("message");
        var state = await ClientState.Get(Chen);

        // A count of "two" is due when the space turns small and a further read of it is told singly.
        await LeaveSilently(dora);
        await ReadSilently(emre, 2);
        Wait(TimeSpan.FromSeconds(1));
        await Ayse.Say("the end");
        (await chen.Until(e => e.Name == "message")).ForEach(state.Apply);
        Assert.Equal((await ClientState.Get(Chen)).Show(), state.Show());
    }

    [Fact]
    public void An_absence_that_was_interrupted_takes_nobody_offline()
    {
        var clock = new FakeTimeProvider(ReadbackServer.Start);
        var (known, lasted) = (new Presence(), new List<Absence>());
        var presence = new SpacePresence(1, known, clock, lasted.Add);
        Assert.True(presence.Came(7, "dora"));
        presence.Went(7);
        clock.Advance(TimeSpan.FromSeconds(SpacePresence.LingerSeconds));
        var first = Assert.Single(lasted);

        Assert.False(presence.Came(7, "dora"));
        Assert.Null(presence.Leave(first));
        presence.Went(7);
        Assert.Null(presence.Leave(first));
        Assert.True(known.IsOnline(1, 7));
        clock.Advance(TimeSpan.FromSeconds(SpacePresence.LingerSeconds));
        Assert.Equal("dora", presence.Leave(lasted[1]));
        Assert.False(known.IsOnline(1, 7));
    }

    private long SpaceId => Server.Directory.TryGetSpace(Space, out var space) ? space.Id : 0;

    private async Task LeaveSilently(long user) =>
        Assert.True(await Store.Write(db => MemberLog.Leave(db, SpaceId, user, Clock)));

    /// <summary>Through a writer whose signal nobody hears.</summary>
    private async Task ReadSilently(Person reader, long number)
    {
        using var meters = new TestMeterFactory();
        await using var writer = new LogWriter(
            Store, Server.Clock, new LogSignal(), new LogMetrics(meters), NullLogger<LogWriter>.Instance);
        Assert.True(Server.Directory.TryGetUser(reader.Username, out var user));
        var claims = JsonNode.Parse(Base64Url.DecodeFromChars(reader.AccessToken.Split('.')[1]))!;
        var answer = await writer.Append(new SetReadItem(
            new Author((string)claims["sid"]!, user.Id, SpaceId), [new NumberRange(number, number)]));
        Assert.Equal(LogOutcome.Done, answer.Outcome);
    }
}
