using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Readback.Tests.Hosting;

/// <summary>An event of a stream as it stood on the wire, or a comment.</summary>
public sealed record StreamEvent(string Name, long? Id, string Data)
{
    public const string Comment = ":";

    public JsonObject Json => JsonNode.Parse(Data)!.AsObject();
}

/// <summary>
/// Reads server-sent events off an answer, strictly: every event has a name and data, and ids rise. Nothing waits for
/// ever: what does not come within ten seconds fails the test.
/// </summary>
public sealed class EventStream(HttpResponseMessage answer, System.IO.Stream body) : IAsyncDisposable
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(10);

    private readonly StreamReader _lines = new(body, new UTF8Encoding(false, throwOnInvalidBytes: true), false, 1024);

    public HttpResponseMessage Answer => answer;

    /// <summary>The last id that came: where a client resumes.</summary>
    public long? LastId { get; private set; }

    /// <summary>How long the server asked to wait before coming again, if it did.</summary>
    public TimeSpan? ComeAgain { get; private set; }

    /// <summary>Whether the connection broke, rather than the answer ended.</summary>
    public bool IsBroken { get; private set; }

    public static async Task<EventStream> Of(HttpResponseMessage answer)
    {
        Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode}: not a stream");
        return new EventStream(answer, await answer.Content.ReadAsStreamAsync());
    }

    /// <summary>The next event or comment; nothing where the stream has ended.</summary>
    public async Task<StreamEvent?> NextOrEnd()
    {
        using var guard = new CancellationTokenSource(Guard);
        try
        {
            return await Read(guard.Token);
        }
        catch (IOException)
        {
            IsBroken = true;
            return null;
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"Nothing came for {Guard.TotalSeconds} s, after {LastId}.");
        }
    }

    /// <summary>The next event; comments are passed over.</summary>
    public async Task<StreamEvent> Next() =>
        (await Until(e => e.Name != StreamEvent.Comment))[^1];

    /// <summary>The next event, which has this name; who came and went meanwhile is passed over.</summary>
    public async Task<StreamEvent> Next(string name)
    {
        var next = (await Until(e => e.Name != StreamEvent.Comment && (e.Name == name || e.Name != "presence")))[^1];
        Assert.True(next.Name == name, $"{next.Name} {next.Data} came, not {name}");
        return next;
    }

    /// <summary>The first event of a stream that was not asked for what can't be served.</summary>
    public async Task<JsonObject> Hello() => (await Next("hello")).Json;

    /// <summary>All that comes up to the first that fits, comments too.</summary>
    public async Task<List<StreamEvent>> Until(Func<StreamEvent, bool> fits)
    {
        var came = new List<StreamEvent>();
        do
        {
            came.Add(await NextOrEnd() ?? throw new EndOfStreamException($"The stream ended after {LastId}."));
        }
        while (!fits(came[^1]));
        return came;
    }

    /// <summary>All events that come until the stream ends.</summary>
    public async Task<List<StreamEvent>> Rest()
    {
        var came = new List<StreamEvent>();
        while (await NextOrEnd() is { } next)
        {
            came.Add(next);
        }
        return [.. came.Where(e => e.Name != StreamEvent.Comment)];
    }

    public ValueTask DisposeAsync()
    {
        _lines.Dispose();
        answer.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<StreamEvent?> Read(CancellationToken cancellation)
    {
        var fields = new Dictionary<string, string>();
        while (await _lines.ReadLineAsync(cancellation) is { } line)
        {
            if (line.StartsWith(':'))
            {
                return new StreamEvent(StreamEvent.Comment, null, line[1..]);
            }
            if (line.StartsWith("retry: ", StringComparison.Ordinal))
            {
                ComeAgain = TimeSpan.FromMilliseconds(int.Parse(line["retry: ".Length..], NumberStyles.None, CultureInfo.InvariantCulture));
            }
            else if (line.Length > 0)
            {
                var parts = line.Split(": ", 2);
                Assert.Contains(parts[0], (string[])["id", "event", "data"]);
                fields.Add(parts[0], parts[1]);
            }
            else if (fields.Count > 0)
            {
                return Event(fields);
            }
        }
        Assert.Empty(fields);
        return null;
    }

    private StreamEvent Event(Dictionary<string, string> fields)
    {
        long? id = fields.TryGetValue("id", out var text) ? long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) : null;
        if (id is not null)
        {
            Assert.True(LastId is null || id > LastId, $"{id} came after {LastId}");
            LastId = id;
        }
        return new StreamEvent(fields["event"], id, fields["data"]);
    }
}

/// <summary>How people open streams.</summary>
internal static class Watching
{
    public const string Path = "/api/chat/stream";

    /// <summary>Opens a stream and leaves all its events to be read.</summary>
    /// <param name="person">Who.</param>
    /// <param name="after">The last event's id, as a browser sends it.</param>
    /// <param name="query">What follows the path.</param>
    public static async Task<EventStream> Watch(this Person person, long? after = null, string query = "") =>
        await EventStream.Of(await person.TryWatch(after?.ToString(CultureInfo.InvariantCulture), query));

    /// <summary>Opens a stream that has said hello.</summary>
    public static async Task<EventStream> WatchOn(this Person person, long? after = null)
    {
        var stream = await person.Watch(after);
        await stream.Hello();
        return stream;
    }

    public static Task<HttpResponseMessage> TryWatch(this Person person, string? lastEventId = null, string query = "") =>
        person.Send(HttpMethod.Get, Path + query, null, lastEventId is null ? [] : [("Last-Event-ID", lastEventId)]);

    /// <summary>Asks for a stream that must not begin: the answer of one that does would never end.</summary>
    public static async Task<HttpResponseMessage> WatchInVain(this Person person, string query = "")
    {
        var answer = await person.TryWatch(query: query);
        Assert.False(answer.IsSuccessStatusCode, "a stream began");
        return answer;
    }
}
