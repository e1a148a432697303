using System.Net;
using Readback.Client;
using Readback.Tests.Hosting;

namespace Readback.Tests.Clients;

/// <summary>The feed as a client tells it: every event once and in order, over as many connections as it takes.</summary>
[Trait("Engine", "Sqlite")]
public sealed class ClientFeedTests : IAsyncLifetime
{
    private readonly CancellationTokenSource _stop = new(ClientHouse.Guard * 2);
    private readonly ReadbackServer _server = new();
    private Tunnel _cable = null!;
    private ReadbackClient _ayse = null!;
    private ReadbackClient _bora = null!;

    private ReadbackSpace Sender => _ayse.Space(ReadbackServer.Boiler);

    public async ValueTask InitializeAsync()
    {
        await _server.InitializeAsync();
        _cable = new Tunnel(_server.Address);
        (_ayse, _bora) = (ClientHouse.ClientAt(_cable.Address, "ayse"), ClientHouse.ClientAt(_cable.Address, "bora"));
    }

    public async ValueTask DisposeAsync()
    {
        _stop.Dispose();
        _ayse.Dispose();
        _bora.Dispose();
        _cable.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Each_kind_of_event_is_told_with_all_that_it_says()
    {
        await Sender.SendAsync("before");
        await using var feed = Follow(_bora);

        var hello = Assert.IsType<FeedHello>(await Next(feed));
        Assert.Equal(1, hello.Unread);
        Assert.Equal(["bora"], hello.Online);
        Assert.False(hello.IsResumed);
        Assert.Equal(new FeedPoint(hello.Log, hello.Position), hello.Point);

        var sent = await Sender.SendAsync("Pump 3 is off");
        var message = Assert.IsType<FeedMessage>(await Next(feed));
        Assert.Equal(new ChatMessage(sent.Id, 2, "Pump 3 is off", "ayse", ReadbackServer.Start), message.Message);
        Assert.Equal(hello.Position + 1, message.Point!.Position);

        await _bora.Space(ReadbackServer.Boiler).SetReadAsync([sent.Id, (await Sender.MessageByNumberAsync(1))!.Id]);
        var read = Assert.IsType<FeedRead>(await Next(feed));
        Assert.Equal(("bora", ReadbackServer.Start), (read.Username, read.Date));
        Assert.Equal([new NumberRange(1, 2)], read.Ranges);
        Assert.True(read.Ranges[0].Contains(2));

        await _server.AddUser("dora", ReadbackServer.Boiler);
        Assert.Equal(("dora", true), await Next(feed) is FeedMember joined ? (joined.Username, joined.HasJoined) : default);
        await _server.Leave("dora", ReadbackServer.Boiler);
        Assert.Equal(("dora", false), await Next(feed) is FeedMember left ? (left.Username, left.HasJoined) : default);

        await using var ayse = Follow(_ayse);
        await Next(ayse);
        var presence = Assert.IsType<FeedPresence>(await Next(feed));
        Assert.Equal(("ayse", true), (presence.Username, presence.IsOnline));
        Assert.Equal(hello.Position + 4, presence.Point!.Position);
    }

    [Fact]
    public async Task A_large_space_tells_counts()
    {
        for (var n = 0; n < 50; n++)
        {
            await _server.AddUser($"operator {n}", ReadbackServer.Boiler);
        }
        var sent = await Sender.SendAsync("To everybody");
        await using var feed = Follow(_ayse);
        await Next(feed);

        await _bora.Space(ReadbackServer.Boiler).SetReadAsync(sent.Id);

        Assert.Equal([new ReadCount(1, 2)], Assert.IsType<FeedReceipts>(await Next(feed)).Counts);
    }

    [Fact]
    public async Task A_cable_that_is_pulled_again_and_again_loses_nothing_and_doubles_nothing()
    {
        const int Cuts = 12;
        using var cable = new Tunnel(_server.Address);
        using var bora = ClientHouse.ClientAt(cable.Address, "bora");
        await using var feed = Follow(bora);
        Assert.IsType<FeedHello>(await Next(feed));
        var numbers = new List<long>();

        for (var cut = 0; cut < Cuts; cut++)
        {
            await Sender.SendAsync($"live {cut}");
            await Sender.SendAsync($"maybe live {cut}");
            if (cut % 3 != 0)
            {
                numbers.Add(await NextMessage(feed));
            }
            cable.Cut();
            await Sender.SendAsync($"missed {cut}");
        }
        while (numbers.Count < Cuts * 3)
        {
            numbers.Add(await NextMessage(feed));
        }

        Assert.Equal(Enumerable.Range(1, Cuts * 3).Select(n => (long)n), numbers);
    }

    [Fact]
    public async Task It_goes_on_after_a_restart_of_the_server_and_says_so()
    {
        await using var feed = Follow(_bora);
        var first = Assert.IsType<FeedHello>(await Next(feed));
        await Sender.SendAsync("before");
        Assert.Equal(1, await NextMessage(feed));

        await _server.Restart(_cable);
        await Sender.SendAsync("after");

        var again = await Next(feed);
        while (again is FeedPresence)
        {
            again = await Next(feed);
        }
        var hello = Assert.IsType<FeedHello>(again);
        Assert.True(hello.IsResumed);
        Assert.Equal(first.Log, hello.Log);
        Assert.Equal(2, await NextMessage(feed));
    }

    [Fact]
    public async Task A_connection_that_only_seems_to_be_there_is_given_up()
    {
        using var cable = new Tunnel(_server.Address);
        var clock = new ClientClock();
        using var bora = ClientHouse.ClientAt(cable.Address, "bora", ClientHouse.Brisk with { Clock = clock });
        await using var feed = Follow(bora);
        Assert.IsType<FeedHello>(await Next(feed));
        await cable.Connected();
        cable.Pinch();
        await Sender.SendAsync("Nobody hears this");

        var next = NextMessage(feed);
        clock.Advance(TimeSpan.FromSeconds(44));
        Assert.False(cable.HasConnected);
        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(1, await next.WaitAsync(ClientHouse.Guard));
        Assert.True(cable.HasConnected);
    }

    [Fact]
    public async Task A_point_that_was_kept_is_where_another_program_goes_on()
    {
        await Sender.SendAsync("one");
        FeedPoint? kept;
        await using (var feed = Follow(_bora))
        {
            kept = (await Next(feed)).Point;
        }
        await Sender.SendAsync("two");

        await using var later = Follow(_bora, kept);
        Assert.True(Assert.IsType<FeedHello>(await Next(later)).IsResumed);
        Assert.Equal(2, await NextMessage(later));
    }

    [Theory]
    [InlineData("another life", 1)]
    [InlineData(null, 1_000_000)]
    public async Task A_point_that_can_t_be_continued_is_a_reset(string? log, long position)
    {
        await Sender.SendAsync("one");
        await using var first = Follow(_bora);
        var life = Assert.IsType<FeedHello>(await Next(first)).Log;

        await using var feed = Follow(_bora, new FeedPoint(log ?? life, position));
        Assert.Null(Assert.IsType<FeedReset>(await Next(feed)).Point);
        var hello = Assert.IsType<FeedHello>(await Next(feed));
        Assert.Equal((false, life, new FeedPoint(life, hello.Position)), (hello.IsResumed, hello.Log, hello.Point));
        await Sender.SendAsync("two");
        Assert.Equal(2, await NextMessage(feed));
    }

    [Fact]
    public async Task It_outlives_its_token_and_comes_back_with_a_new_one()
    {
        using var cable = new Tunnel(_server.Address);
        using var way = new Mishaps();
        using var bora = ClientHouse.ClientAt(cable.Address, "bora", ClientHouse.Brisk with { Handler = way });
        await using var feed = Follow(bora);
        await Next(feed);
        _server.Clock.Advance(TimeSpan.FromMinutes(20));
        cable.Cut();
        await Sender.SendAsync("Still there?");

        Assert.Equal(1, await NextMessage(feed));
        Assert.Equal((1, 1), (way.Count("POST /login"), way.Count("POST /refresh")));
    }

    [Fact]
    public async Task Whoever_is_removed_is_told_so()
    {
        await using var feed = Follow(_bora);
        await Next(feed);
        await _server.Leave("bora", ReadbackServer.Boiler);

        // Whether the stream still tells of it is a matter of its last second.
        var refused = await Assert.ThrowsAsync<ReadbackException>(async () =>
        {
            while (true)
            {
                Assert.IsType<FeedMember>(await Next(feed));
            }
        });
        Assert.Equal(HttpStatusCode.Forbidden, refused.Status);
    }

    [Fact]
    public async Task Whoever_has_heard_enough_stops()
    {
        using var stop = new CancellationTokenSource();
        await using var feed = _bora.Space(ReadbackServer.Boiler).FollowAsync(cancellation: stop.Token).GetAsyncEnumerator();
        Assert.True(await feed.MoveNextAsync());
        var next = feed.MoveNextAsync().AsTask();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next.WaitAsync(ClientHouse.Guard));
    }

    private IAsyncEnumerator<FeedEvent> Follow(ReadbackClient client, FeedPoint? after = null) =>
        client.Space(ReadbackServer.Boiler).FollowAsync(after, _stop.Token).GetAsyncEnumerator();

    private static async Task<FeedEvent> Next(IAsyncEnumerator<FeedEvent> feed)
    {
        Assert.True(await feed.MoveNextAsync());
        return feed.Current;
    }

    /// <summary>The number of the next message; new connections and who comes and goes are passed over.</summary>
    private static async Task<long> NextMessage(IAsyncEnumerator<FeedEvent> feed)
    {
        while (true)
        {
            switch (await Next(feed))
            {
                case FeedMessage { Message.Number: var number }: return number;
                case FeedHello { IsResumed: true } or FeedPresence: continue;
                case var other: throw new InvalidOperationException($"{other} came, not a message");
            }
        }
    }
}
