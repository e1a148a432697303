using System.Net;
using Readback.Client;
using Readback.Tests.Hosting;

namespace Readback.Tests.Clients;

/// <summary>A message that was sent is there, once, whatever happened on the way.</summary>
[Trait("Engine", "Sqlite")]
public sealed class ClientSendTests(ReadbackServer server) : IClassFixture<ReadbackServer>
{
    private const string Post = "POST /api/chat/messages";

    [Theory]
    [InlineData("Günaydın, kazan 2 devrede 👋")]
    [InlineData("\uFEFF a mark, a \u001b[31m and a\r\nline ")]
    [InlineData("\"quoted\" \\ <b>")]
    public async Task What_is_sent_is_there_to_the_letter(string content)
    {
        using var client = server.ClientOf("ayse");
        var sent = await client.Space(ReadbackServer.Boiler).SendAsync(content);
        Assert.Equal(content, (await client.Space(ReadbackServer.Boiler).MessageAsync(sent.Id))!.Content);
    }

    [Fact]
    public async Task Lost_requests_lost_answers_and_busy_servers_make_no_gap_and_no_double()
    {
        using var way = new Mishaps();
        using var client = server.ClientOf("ayse", ClientHouse.Brisk with { Handler = way });
        var boiler = client.Space(ReadbackServer.Boiler);
        await boiler.UnreadAsync();
        way.Break();
        way.LoseAnswer();
        way.Answer(HttpStatusCode.ServiceUnavailable);
        way.Answer(HttpStatusCode.BadGateway);
        way.LoseAnswer();

        var sent = await boiler.SendAsync("Once, and once only");

        Assert.Equal(6, way.Count(Post));
        var found = await boiler.FilterAsync(new MessageFilter { Content = "Once, and once only" });
        Assert.Equal(sent.Id, Assert.Single(found.Content).Id);
        Assert.Equal(sent, await boiler.SendAsync("Once, and once only", sent.Key));
    }

    [Fact]
    public async Task It_waits_as_long_as_it_was_asked_to()
    {
        using var way = new Mishaps();
        var clock = new ObservedClock(ReadbackServer.Start);
        using var client = server.ClientOf("ayse", ClientHouse.Brisk with { Handler = way, Clock = clock });
        await client.Space().UnreadAsync();
        way.Answer(HttpStatusCode.TooManyRequests, retryAfterSeconds: 7);
        var waits = clock.TimerSet(TimeSpan.FromSeconds(7));

        var sending = client.Space().SendAsync("No hurry");
        await waits.WaitAsync(ClientHouse.Guard);
        clock.Advance(TimeSpan.FromSeconds(6.9));
        Assert.Equal(1, way.Count(Post));
        clock.Advance(TimeSpan.FromSeconds(0.1));

        await sending.WaitAsync(ClientHouse.Guard);
        Assert.Equal(2, way.Count(Post));
    }

    [Fact]
    public async Task It_gives_up_where_the_wait_would_be_longer_than_its_patience()
    {
        using var way = new Mishaps();
        using var client = server.ClientOf("ayse", ClientHouse.Brisk with { Handler = way });
        await client.Space().UnreadAsync();
        way.Answer(HttpStatusCode.ServiceUnavailable, retryAfterSeconds: 3600);

        var given = await Assert.ThrowsAsync<ReadbackException>(() => client.Space().SendAsync("Too late"));

        Assert.Equal((HttpStatusCode.ServiceUnavailable, true, TimeSpan.FromHours(1)), (given.Status, given.IsTransient, given.RetryAfter));
        Assert.Equal("The server answered with 503 Service Unavailable.", given.Detail);
    }

    [Fact]
    public async Task Without_patience_the_first_failure_is_told()
    {
        using var way = new Mishaps();
        using var client = server.ClientOf("ayse", ClientHouse.Brisk with { Handler = way, RetryFor = TimeSpan.Zero });
        await client.Space().UnreadAsync();
        way.Break();

        var broken = await Assert.ThrowsAsync<ReadbackException>(() => client.Space().SendAsync("Lost"));

        Assert.Equal((null, true), (broken.Status, broken.IsTransient));
        Assert.IsType<HttpRequestException>(broken.InnerException);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_counts_as_a_broken_connection()
    {
        using var way = new Mishaps();
        var clock = new ClientClock();
        using var client = server.ClientOf("ayse", ClientHouse.Brisk with { Handler = way, Clock = clock, RetryFor = TimeSpan.FromMinutes(5) });
        await client.Space().UnreadAsync();
        var hangs = way.Hang();

        var sending = client.Space().SendAsync("Is anybody there?");
        await hangs.WaitAsync(ClientHouse.Guard);
        Assert.False(sending.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(30));

        await sending.WaitAsync(ClientHouse.Guard);
        Assert.Equal(2, way.Count(Post));
    }

    [Fact]
    public async Task Whoever_gives_up_is_not_kept_waiting()
    {
        using var way = new Mishaps();
        using var client = server.ClientOf("ayse", ClientHouse.Brisk with { Handler = way });
        await client.Space().UnreadAsync();
        var hangs = way.Hang();
        using var stop = new CancellationTokenSource();

        var sending = client.Space().SendAsync("Never mind", cancellation: stop.Token);
        await hangs.WaitAsync(ClientHouse.Guard);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending.WaitAsync(ClientHouse.Guard));
    }

    [Fact]
    public async Task Sends_go_on_over_a_restart_of_the_server_and_none_is_lost_or_doubled()
    {
        const int Senders = 8;
        const int Each = 10;
        await using var own = new ReadbackServer();
        await own.InitializeAsync();
        using var cable = new Tunnel(own.Address);
        using var client = ClientHouse.ClientAt(cable.Address, "ayse");
        var boiler = client.Space(ReadbackServer.Boiler);
        var half = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var stored = 0;

        var sending = Task.WhenAll(Enumerable.Range(0, Senders).Select(async sender =>
        {
            for (var n = 0; n < Each; n++)
            {
                await boiler.SendAsync($"{sender}/{n}");
                if (Interlocked.Increment(ref stored) == Senders * Each / 4)
                {
                    half.SetResult();
                }
            }
        }));
        await half.Task.WaitAsync(ClientHouse.Guard);
        await own.Restart(cable);
        await sending.WaitAsync(ClientHouse.Guard);

        var all = await boiler.AllMessagesAsync().ToList();
        Assert.Equal(
            Enumerable.Range(0, Senders).SelectMany(sender => Enumerable.Range(0, Each).Select(n => $"{sender}/{n}")).Order(),
            all.Select(message => message.Content).Order());
    }

    [Fact]
    public async Task A_refusal_names_the_status_the_field_and_the_rule_and_is_not_tried_again()
    {
        using var way = new Mishaps();
        using var client = server.ClientOf("ayse", ClientHouse.Brisk with { Handler = way });
        var boiler = client.Space(ReadbackServer.Boiler);

        var empty = await Assert.ThrowsAsync<ReadbackException>(() => boiler.SendAsync("  "));
        Assert.Equal(HttpStatusCode.BadRequest, empty.Status);
        Assert.False(empty.IsTransient);
        Assert.Equal(1, way.Count(Post));

        var size = await Assert.ThrowsAsync<ReadbackException>(() => boiler.InboxAsync(page: new PageRequest { Size = 0 }));
        Assert.Equal("size", size.Field);
        Assert.StartsWith("size: ", size.Detail, StringComparison.Ordinal);

        await boiler.SendAsync("The first", "alarm-42");
        var other = await Assert.ThrowsAsync<ReadbackException>(() => boiler.SendAsync("Another", "alarm-42"));
        Assert.Equal(HttpStatusCode.Conflict, other.Status);

        var foreign = await Assert.ThrowsAsync<ReadbackException>(() => client.Space("default_space").SendAsync("Hello?"));
        Assert.Equal(HttpStatusCode.Forbidden, foreign.Status);
    }

    [Fact]
    public async Task What_could_not_be_sent_to_the_letter_is_not_sent()
    {
        using var way = new Mishaps();
        using var client = server.ClientOf("ayse", ClientHouse.Brisk with { Handler = way });
        await Assert.ThrowsAsync<ArgumentException>(() => client.Space().SendAsync("half \ud83d a wave"));
        await Assert.ThrowsAsync<ArgumentException>(() => client.Space().SendAsync("x", "a key with blanks"));
        await Assert.ThrowsAsync<ArgumentException>(() => client.Space().SendAsync("x", new string('k', 65)));
        await Assert.ThrowsAsync<ArgumentException>(() => client.Space().SetReadAsync([.. Enumerable.Repeat("1", 10_001)]));
        Assert.Empty(way.Asked);
    }
}
