using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Readback.Storage.Postgres;
using Readback.Storage.Verification;
using Readback.Tests.Hosting;

namespace Readback.Tests.Balancing.Chaos;

/// <summary>
/// Three nodes and one PostgreSQL behind nginx, while nodes are killed every few seconds and the database is restarted: what
/// was acknowledged is there once, what was not is not made up, and every stream saw all of it, once and in order.
/// </summary>
[Trait("Engine", "Postgres")]
public sealed class ChaosTests(ITestOutputHelper output)
{
    private const int Nodes = 3;
    private const int People = 8;
    private const int Talkers = 32;
    private const int Listeners = 60;
    private const string Password = "battery staple 2";

    private static readonly TimeSpan Guard = TimeSpan.FromMinutes(4);

    [Fact]
    public async Task Nothing_is_lost_doubled_or_out_of_order_whatever_dies()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        using var guard = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        guard.CancelAfter(Guard);
        await using var cluster = await Cluster.Start(Nodes);
        using var admin = await cluster.LogIn("admin", ReadbackServer.AdminPassword, "default_space");
        var people = await MakePeople(cluster, admin);
        var record = new Acknowledged();

        using var talk = CancellationTokenSource.CreateLinkedTokenSource(guard.Token);
        using var listen = CancellationTokenSource.CreateLinkedTokenSource(guard.Token);
        var listeners = Enumerable.Range(0, Listeners).Select(n => (
            Username: NameOf(n % People), Listener: new Listener(people[n % People], record.Count))).ToList();
        var listening = listeners.ConvertAll(each => each.Listener.Run(listen.Token));
        await Task.WhenAny(Task.WhenAll(listeners.Select(each => each.Listener.Started)), Task.WhenAll(listening));
        var talking = Task.WhenAll(Enumerable.Range(0, Talkers)
            .Select(n => new Talker(people[n % People], NameOf(n % People), n, record).Run(talk.Token)));
        var mishaps = new Mishaps(cluster, Nodes, seed).Run(guard.Token);
        await Task.WhenAny(mishaps, talking, Task.WhenAny(listening));
        Assert.True(mishaps.IsCompleted, "somebody gave up before the end");
        await mishaps;
        await talk.CancelAsync();
        await talking;

        var end = await Position(admin);
        foreach (var (_, listener) in listeners)
        {
            await Reaches(listener, end, guard.Token);
        }
        await listen.CancelAsync();
        await Task.WhenAll(listening);
        output.WriteLine($"{record.Messages.Count} messages, {record.Reads.Count} reads, {end} positions; answers: "
            + string.Join(", ", record.Answers.OrderBy(answer => answer.Key).Select(answer => $"{answer.Key}: {answer.Value}")));

        var stored = await Stored(admin);
        Assert.Equal(record.Messages.OrderBy(m => m.Key), stored.Select(m => KeyValuePair.Create(m.Id, m.Content)).OrderBy(m => m.Key));
        Assert.Equal(Enumerable.Range(1, stored.Count).Select(n => (long)n), stored.Select(m => m.Number));
        foreach (var (username, listener) in listeners)
        {
            Assert.Equal(stored, Heard(listener));
            AssertReads(username, listener, record, stored);
        }
        await AssertReceipts(people, record, stored);
        await AssertSound(cluster.Store);
    }

    private static string NameOf(int person) => string.Create(CultureInfo.InvariantCulture, $"person-{person}");

    private static async Task<HttpClient[]> MakePeople(Cluster cluster, HttpClient admin)
    {
        for (var person = 0; person < People; person++)
        {
            using var made = await admin.PostAsJsonAsync("/api/users", new { username = NameOf(person), password = Password });
            var id = (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString();
            using var joined = await admin.PostAsJsonAsync($"/api/users/{id}/spaces", "1");
            Assert.Equal((200, 200), ((int)made.StatusCode, (int)joined.StatusCode));
        }
        return await Task.WhenAll(Enumerable.Range(0, People).Select(n => cluster.LogIn(NameOf(n), Password, "default_space")));
    }

    private static async Task<long> Position(HttpClient client)
    {
        using var answer = await client.GetAsync("/api/chat/unread");
        return long.Parse(Assert.Single(answer.Headers.GetValues("X-Log-Position")), CultureInfo.InvariantCulture);
    }

    private static async Task Reaches(Listener listener, long position, CancellationToken guard)
    {
        while (listener.Last < position)
        {
            guard.ThrowIfCancellationRequested();
            await Task.Yield();
        }
        Assert.Equal(position, listener.Last);
    }

    private static async Task<List<Message>> Stored(HttpClient reader)
    {
        var stored = new List<Message>();
        for (var (page, last) = (0, false); !last; page++)
        {
            var found = (await reader.GetFromJsonAsync<JsonObject>($"/api/chat/messages/filter?sort=id&size=2000&page={page}"))!;
            stored.AddRange(found["content"]!.AsArray().Select(message => Message.Of(message!.AsObject())));
            last = (bool)found["last"]!;
        }
        return stored;
    }

    private static List<Message> Heard(Listener listener) =>
        [.. listener.Events.Where(e => e.Name == "message").Select(e => Message.Of(e.Data))];

    /// <summary>A stream tells each newly read message of each reader once, and these are the reads that were acknowledged.</summary>
    private static void AssertReads(string username, Listener listener, Acknowledged record, List<Message> stored)
    {
        var told = listener.Events.Where(e => e.Name == "read").SelectMany(e =>
            from range in e.Data["ranges"]!.AsArray()
            from number in Enumerable.Range((int)range![0]!, (int)range[1]! - (int)range[0]! + 1)
            select ((string)e.Data["username"]!, stored[number - 1].Id)).ToList();
        Assert.Equal(told.Count, told.Distinct().Count());
        var senders = stored.ToDictionary(message => message.Id, message => message.CreatedBy);
        var expected = record.Reads.Keys.Where(read => senders[read.MessageId] != read.Username);
        Assert.True(told.ToHashSet().SetEquals(expected), $"{username} was told other reads than were acknowledged");
    }

    private static async Task AssertReceipts(HttpClient[] people, Acknowledged record, List<Message> stored)
    {
        for (var person = 0; person < People; person++)
        {
            var name = NameOf(person);
            var read = stored.Where(m => m.CreatedBy == name || record.Reads.ContainsKey((name, m.Id))).Select(m => m.Id);
            var rows = new List<string>();
            for (var (page, last) = (0, false); !last; page++)
            {
                var found = (await people[person].GetFromJsonAsync<JsonObject>($"/api/chat/recipients?isRead=true&size=2000&page={page}"))!;
                rows.AddRange(found["content"]!.AsArray().Select(row => (string)row!["chatMessageId"]!));
                last = (bool)found["last"]!;
            }
            Assert.Equal(read.Order(), rows.Order());
        }
    }

    private static async Task AssertSound(string connectionString)
    {
        await using var store = new PostgresStore(connectionString, NullLogger<PostgresStore>.Instance);
        var found = await store.Read(db => Verifier.Run(db, Verifier.Checks, _ => { }));
        Assert.Equal("", string.Join('\n', found.Select(result => $"{result.Name}: {string.Join("; ", result.Examples)}")));
    }

    private sealed record Message(string Id, long Number, string CreatedBy, string Content)
    {
        public static Message Of(JsonObject json) =>
            new((string)json["id"]!, (long)json["number"]!, (string)json["createdBy"]!, (string)json["content"]!);
    }
}
