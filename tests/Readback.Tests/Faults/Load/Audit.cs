using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Readback.Tests.Faults.Load;

/// <summary>Compares what people were told with what is there.</summary>
internal sealed class Audit(Crowd crowd)
{
    private const int PageSize = 2000;

    /// <summary>The clock of this process and of the server's are one, but a date is cut to milliseconds and may be held a little.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);

    private readonly List<StoredMessage> _stored = [];

    private History History => crowd.History;

    /// <summary>After a restart, while work goes on: what was acknowledged before is there, and nothing moved.</summary>
    /// <returns>How many messages are stored.</returns>
    public async Task<int> CatchUp()
    {
        var acknowledged = History.Acknowledged.ToList();
        await ReadOn(_stored);
        var stored = _stored.ToDictionary(message => message.Id);
        foreach (var sent in acknowledged)
        {
            Assert.True(stored.TryGetValue(sent.Id!, out var message), $"\"{sent.Text}\" was acknowledged as {sent.Id}, and is not there");
            Assert.Equal((sent.Text, sent.Username), (message.Content, message.CreatedBy));
        }
        await crowd.Alive();
        return _stored.Count;
    }

    /// <summary>When all work has ended: everything.</summary>
    public async Task Whole()
    {
        await CatchUp();
        var whole = new List<StoredMessage>();
        await ReadOn(whole);
        // What was read page by page between the faults is what is read now.
        Assert.Equal(_stored, whole);
        Assert.Equal(whole.Count, whole.Select(message => message.Id).Distinct().Count());
        Assert.Equal(Enumerable.Range(1, whole.Count).Select(number => (long)number), whole.Select(message => message.Number));
        Sends(whole);
        foreach (var name in Crowd.Members)
        {
            await Inbox(name, whole);
        }
        Streams(whole);
        await Found(whole);
        await Visits();
        await Sessions();
    }

    /// <summary>Whatever was acknowledged is there once, to the letter; all else at most once; and nothing that nobody sent.</summary>
    private void Sends(List<StoredMessage> whole)
    {
        var byText = whole.ToDictionary(message => message.Content, StringComparer.Ordinal);
        foreach (var message in whole)
        {
            Assert.True(History.Sends.TryGetValue(message.Content, out var sent), $"nobody sent \"{message.Content}\"");
            Assert.Equal(sent.Username, message.CreatedBy);
        }
        Assert.All(History.Acknowledged, sent => Assert.Equal(sent.Id, byText[sent.Text].Id));
    }

    private async Task Inbox(string username, List<StoredMessage> whole)
    {
        var rows = await Rows(username);
        Assert.Equal(whole.Select(message => message.Id), rows.Select(row => (string)row["chatMessageId"]!));
        foreach (var (message, row) in whole.Zip(rows))
        {
            var (isRead, date) = ((bool)row["isRead"]!, (string?)row["readDate"]);
            if (message.CreatedBy == username)
            {
                Assert.Equal((true, (string)row["creationDate"]!), (isRead, date));
            }
            else if (!History.Reads.TryGetValue((username, message.Id), out var read))
            {
                Assert.False(isRead, $"{username} never read {message.Id}");
            }
            else if (read.AcknowledgedAt is { } acknowledged)
            {
                Assert.True(isRead, $"{username} was told that {message.Id} is marked as read");
                Assert.InRange(DateTimeOffset.Parse(date!, CultureInfo.InvariantCulture), read.FirstTriedAt - Tolerance, acknowledged + Tolerance);
                Assert.Equal(read.SeenDate ?? date, date);
            }
        }
    }

    /// <summary>Each stream, however often it broke, told every message and every read once and in order, and who came and went.</summary>
    private void Streams(List<StoredMessage> whole)
    {
        var senders = whole.ToDictionary(message => message.Id, message => message.CreatedBy);
        foreach (var (username, listener) in crowd.Listeners)
        {
            var heard = listener.Events.Where(e => e.Name == "message").Select(e => StoredMessage.Of(e.Data)).ToList();
            Assert.Equal(whole, heard);
            var told = listener.Events.Where(e => e.Name == "read").SelectMany(e =>
                from range in e.Data["ranges"]!.AsArray()
                from number in Enumerable.Range((int)range![0]!, (int)range[1]! - (int)range[0]! + 1)
                select ((string)e.Data["username"]!, whole[number - 1].Id)).ToList();
            var once = told.ToHashSet();
            Assert.Equal(told.Count, once.Count);
            Assert.True(once.IsSubsetOf(History.Reads.Keys), $"{username} was told reads that nobody tried");
            Assert.All(
                History.Reads.Where(read => read.Value.AcknowledgedAt is not null && senders[read.Key.MessageId] != read.Key.Username),
                read => Assert.Contains(read.Key, once));
            Assert.Equal(History.Visits, listener.Events.Where(e => e.Name == "member").Select(e => (string)e.Data["change"]!));
        }
    }

    /// <summary>However far the search index was when it was cut short: what holds a text is found.</summary>
    private async Task Found(List<StoredMessage> whole)
    {
        var found = await Get(Crowd.Members[0], "/api/chat/messages/filter?content=sender 3 says");
        Assert.Equal(whole.Count(message => message.Content.StartsWith("sender 3 says", StringComparison.Ordinal)), (int)found!["totalElements"]!);
    }

    /// <summary>The visitor's inbox is what was sent while the visitor was inside.</summary>
    private async Task Visits()
    {
        var expected = new List<string>();
        var isInside = false;
        foreach (var (_, name, data) in crowd.Listeners[0].Listener.Events)
        {
            isInside = name == "member" ? (string)data["change"]! == "joined" : isInside;
            if (name == "message" && isInside)
            {
                expected.Add((string)data["id"]!);
            }
        }
        Assert.Equal(expected, (await Rows(Crowd.Visitor)).Select(row => (string)row["chatMessageId"]!));
    }

    private async Task Sessions()
    {
        foreach (var session in History.Sessions.Where(session => session.State != SessionState.Ending))
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/auth/current-user");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", session.Token);
            using var answer = await crowd.Admin.SendAsync(request);
            Assert.Equal(session.State == SessionState.Good ? HttpStatusCode.OK : HttpStatusCode.Unauthorized, answer.StatusCode);
        }
    }

    /// <summary>Adds what is stored after what is known.</summary>
    private async Task ReadOn(List<StoredMessage> known)
    {
        for (var isLast = false; !isLast;)
        {
            var (page, skip) = (known.Count / PageSize, known.Count % PageSize);
            var found = (await Get(Crowd.Members[0], $"/api/chat/messages/filter?sort=id&size={PageSize}&page={page}"))!;
            known.AddRange(found["content"]!.AsArray().Skip(skip).Select(message => StoredMessage.Of(message!.AsObject())));
            isLast = (bool)found["last"]!;
        }
    }

    private async Task<List<JsonObject>> Rows(string username)
    {
        var rows = new List<JsonObject>();
        for (var (page, isLast) = (0, false); !isLast; page++)
        {
            var found = (await Get(username, $"/api/chat/recipients?sort=id&size={PageSize}&page={page}"))!;
            rows.AddRange(found["content"]!.AsArray().Select(row => row!.AsObject()));
            isLast = (bool)found["last"]!;
        }
        return rows;
    }

    private async Task<JsonObject?> Get(string username, string path)
    {
        using var answer = await new Hand(crowd.People[username], History).Insist(
            () => new HttpRequestMessage(HttpMethod.Get, path), TestContext.Current.CancellationToken);
        return await answer.Content.ReadFromJsonAsync<JsonObject>();
    }
}

/// <summary>A message as a reader sees it.</summary>
internal sealed record StoredMessage(string Id, long Number, string CreatedBy, string CreationDate, string Content)
{
    public static StoredMessage Of(JsonObject json) => new(
        (string)json["id"]!, (long)json["number"]!, (string)json["createdBy"]!, (string)json["creationDate"]!, (string)json["content"]!);
}
