using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Readback.Directory;
using Readback.Log;
using Readback.Nodes;
using Readback.Storage;
using Readback.Tests.Accounts;
using Readback.Tests.Chat;
using Readback.Tests.Hosting;

namespace Readback.Tests.Nodes;

/// <summary>Two nodes are one server to whoever uses them.</summary>
[Trait("Engine", "Postgres")]
public sealed class NodesTests(NodeHouse house) : IClassFixture<NodeHouse>
{
    private ObservedClock Clock => house.First.Clock;

    [Fact]
    public async Task What_is_sent_at_one_node_comes_to_the_streams_of_the_other_in_order()
    {
        await using var stream = await house.Bora.WatchOn();
        for (var n = 0; n < 20; n++)
        {
            var (sender, text) = (n % 2 == 0 ? house.Ayse : house.Ayse.At(house.Second), $"from both {n}");
            await sender.Say(text);
        }
        var came = new List<string>();
        var reading = Task.Run(async () =>
        {
            while (came.Count < 20)
            {
                came.Add((string)(await stream.Next("message")).Json["content"]!);
            }
        });
        await house.Until(() => Task.FromResult(reading.IsCompleted));
        await reading;
        Assert.Equal(Enumerable.Range(0, 20).Select(n => $"from both {n}"), came);
    }

    [Fact]
    public async Task A_session_begun_at_one_node_is_good_at_the_other_at_once()
    {
        var fresh = await house.First.LogIn("chen");
        await fresh.At(house.Second).Say("good evening");
        Assert.Equal("chen", (await fresh.At(house.Second).GetJson("/api/auth/current-user")).GetProperty("name").GetString());
    }

    [Fact]
    public async Task Who_was_made_or_given_a_password_at_one_node_logs_in_at_the_other_at_once()
    {
        await house.First.AddUser("dora", ReadbackServer.Boiler);
        await house.Second.LogIn("dora");
    }

    [Fact]
    public async Task Logging_out_at_one_node_ends_streams_and_requests_at_the_other()
    {
        var chen = await house.First.LogIn("chen");
        var elsewhere = chen.At(house.Second);
        await using var stream = await elsewhere.WatchOn();
        await (await chen.Send(HttpMethod.Post, "/logout")).Is(200);

        var rest = stream.Rest();
        await house.Until(() => Task.FromResult(rest.IsCompleted));
        await rest;
        await elsewhere.Get("/api/auth/current-user").Refused(401);
    }

    [Fact]
    public async Task A_removal_that_nobody_told_of_is_found_within_a_second()
    {
        var id = await house.First.AddUser("emre", ReadbackServer.Boiler);
        var emre = await house.Second.LogIn("emre");
        await using var stream = await emre.WatchOn();
        await Silently(async change =>
        {
            Assert.True(await MemberLog.Leave(change.Db, house.SpaceId, id, change.Now));
            change.Changed(DirectoryEntry.Membership(house.SpaceId, id));
        });

        Clock.Advance(TimeSpan.FromMilliseconds(Lookout.EveryMilliseconds));
        await stream.Rest();
        await emre.Get(ChatSteps.Inbox).Refused(403);
    }

    [Fact]
    public async Task A_message_that_nobody_told_of_is_found_by_its_position()
    {
        await using var stream = await house.Bora.WatchOn();
        using var meters = new TestMeterFactory();
        await using (var mute = new LogWriter(
            house.Store, Clock, new LogSignal(), new LogMetrics(meters), NullLogger<LogWriter>.Instance))
        {
            var answer = await mute.Append(new SendItem(Author(house.Ayse), "nobody was told", null, ""));
            Assert.Equal(LogOutcome.Done, answer.Outcome);
        }

        Clock.Advance(TimeSpan.FromMilliseconds(2 * Lookout.EveryMilliseconds));
        Assert.Equal("nobody was told", (string?)(await stream.Next("message")).Json["content"]);
    }

    [Fact]
    public async Task Wrong_passwords_at_both_nodes_count_together()
    {
        await house.First.AddUser("faruk", ReadbackServer.Boiler);
        await Task.WhenAll(Enumerable.Range(0, 5).Select(async n =>
        {
            using var client = (n % 2 == 0 ? house.First : house.Second).Stranger();
            await client.Login("faruk", "not the password").Unauthorized();
        }));
        using var stranger = house.Second.Stranger();
        await stranger.Login("faruk", ReadbackServer.Password).Unauthorized();
        Assert.Contains("faruk", await house.Admin.Get("/api/auth/locked-users").Text());
    }

    [Fact]
    public async Task A_node_that_was_away_for_longer_than_the_directory_log_is_kept_reads_everything_anew()
    {
        var id = await house.First.AddUser("gizem", ReadbackServer.Boiler);
        var gizem = await house.First.LogIn("gizem");
        using var passwords = new Readback.Accounts.Passwords();
        var late = new DirectoryCache(house.Store, Clock);
        await late.CatchUp();
        Assert.True(late.TryGetUser("gizem", out var before) && late.IsMember(before, house.SpaceId));
        await (await gizem.Send(HttpMethod.Post, "/logout")).Is(200);
        await house.First.Leave("gizem", ReadbackServer.Boiler);
        await house.Store.Write(db => DirectoryLog.DeleteBefore(db, Clock.GetUtcNow().AddDays(1)));
        await house.First.AddUser("hakan", ReadbackServer.Boiler);

        await late.CatchUp();
        Assert.True(late.TryGetUser("hakan", out _));
        Assert.True(late.TryGetUser(id, out var after) && !late.IsMember(after, house.SpaceId));
        Assert.False(late.TryGetSession(SessionOf(gizem), out _, out _));
    }

    private Task Silently(Func<DirectoryChange, Task> work)
    {
        var mute = new DirectoryWriter(house.Store, new DirectoryCache(house.Store, Clock), Clock);
        return mute.Change<bool>(async change =>
        {
            await work(change);
            return true;
        });
    }

    private Author Author(Person person)
    {
        Assert.True(house.First.Directory.TryGetUser(person.Username, out var user));
        return new Author(SessionOf(person), user.Id, house.SpaceId);
    }

    private static string SessionOf(Person person) => (string)JsonNode.Parse(
        System.Buffers.Text.Base64Url.DecodeFromChars(person.AccessToken.Split('.')[1]))!["sid"]!;
}
