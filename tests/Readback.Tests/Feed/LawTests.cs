using CsCheck;
using Readback.Tests.Chat;
using Readback.Tests.Hosting;

namespace Readback.Tests.Feed;

/// <summary>The feed's law: a snapshot and the events since are a fresh snapshot.</summary>
public sealed class LawTests(FeedHouse house) : FeedTest(house)
{
    private const int Histories = 40;
    private const int LargeHistories = 10;
    private const int Crowd = 56;

    private static readonly Gen<FeedStep[]> AnyHistory = FeedStep.Any.Array[5, 60];

    private Person? _emre;

    [Theory]
    [InlineData("a message")]
    [InlineData("one's own message")]
    [InlineData("somebody else's read")]
    [InlineData("one's own read")]
    [InlineData("somebody joins")]
    [InlineData("somebody leaves")]
    [InlineData("somebody comes online")]
    [InlineData("somebody goes offline")]
    [InlineData("counts")]
    public async Task It_holds_for(string kind)
    {
        var ids = await Ayse.SayAll("one", "two", "three");
        await Bora.MarkRead(ids[1]);
        if (kind == "counts")
        {
            await House.Crowd(Space, Crowd);
        }
        await using var earlier = kind == "somebody goes offline" ? await Chen.WatchOn() : null;
        var state = await ClientState.Get(Bora);
        await using var stream = await Bora.Watch(state.Position);
        state.Apply(await stream.Next());

        await using var later = await Happen(kind, ids, earlier);
        var came = 0;
        // Counts that fall due at the first mark may come along with the second, and then stand behind it.
        foreach (var mark in (string[])["mark 1", "mark 2", "mark 3"])
        {
            await Ayse.Say(mark);
            var events = await stream.Until(e => e.Name == "message" && (string?)e.Json["content"] == mark);
            events.ForEach(state.Apply);
            came += events.Count(e => e.Name != StreamEvent.Comment);
            Wait(TimeSpan.FromSeconds(1));
        }
        Assert.True(came > 3, "nothing came but the marks");
        Assert.Equal((await ClientState.Get(Bora)).Show(), state.Show());
    }

    [Fact]
    public Task It_holds_for_every_history() => AnyHistory.SampleAsync(steps => IsTrue(steps, crowd: 0), iter: Histories, threads: 1);

    [Fact]
    public Task It_holds_for_every_history_of_a_large_space() =>
        AnyHistory.SampleAsync(steps => IsTrue(steps, Crowd), iter: LargeHistories, threads: 1);

    private async Task<EventStream?> Happen(string kind, List<string> ids, EventStream? chen)
    {
        switch (kind)
        {
            case "a message":
                await Ayse.Say("four");
                break;
            case "one's own message":
                await Bora.Say("four");
                break;
            case "one's own read":
                await Bora.MarkRead(ids);
                break;
            case "somebody else's read" or "counts":
                await Chen.MarkRead(ids[0], ids[2]);
                break;
            case "somebody joins":
                await Server.AddUser(House.NewName("dora"), Space);
                break;
            case "somebody leaves":
                await Server.Leave("chen", Space);
                break;
            case "somebody comes online":
                return await Chen.WatchOn();
            case "somebody goes offline":
                await chen!.DisposeAsync();
                await House.Streams.Are(1);
                Wait(TimeSpan.FromSeconds(5));
                break;
        }
        return null;
    }

    private async Task IsTrue(FeedStep[] steps, int crowd)
    {
        await House.Streams.Are(0);
        var space = await House.Enter();
        await House.Crowd(space, crowd);
        var emre = await Emre(space);
        if (crowd > 0)
        {
            await Server.Join(emre.Username, space);
        }
        Person[] people = [Ayse, Bora, Chen, emre];
        await using var history = new FeedHistory(Server, space, people, isLarge: crowd > 0, await Ayse.Position());
        await history.Play([.. people.Select(person => person.Username).Where(name => crowd > 0 || name != emre.Username)], steps);
        await history.IsTrueForAll();
    }

    private async Task<Person> Emre(string space)
    {
        if (_emre is null)
        {
            var name = House.NewName("emre");
            await Server.AddUser(name);
            _emre = await Server.LogIn(name, space);
        }
        _emre.Space = space;
        return _emre;
    }
}
