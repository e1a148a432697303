using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Readback.Tests.Faults.Load;

/// <summary>
/// Sends one message after another: every second one with a key, again and again until it is acknowledged; the others once,
/// whatever comes of it.
/// </summary>
internal sealed class Sender(HttpClient client, string username, int number, int seed, History history)
{
    /// <summary>Signs that are lost or doubled where something is not kept to the letter.</summary>
    private static readonly string[] Signs = ["\r\n", "\n", " ", "\t", "\u00a0", "é", "e\u0301", "😀", "\ufeff", "İ", "\u200b", "\"", "'", "\\", "%", "&amp;", "\uffff"];

    private readonly Hand _hand = new(client, history);
    private readonly Random _random = new(seed);

    public async Task Run(CancellationToken stop)
    {
        for (var n = 0; !stop.IsCancellationRequested; n++)
        {
            var sent = history.Begin(Text(n), username);
            var key = n % 2 == 0 ? string.Create(CultureInfo.InvariantCulture, $"{seed}-{number}-{n}") : null;
            try
            {
                using var answer = key is not null
                    ? await _hand.Insist(() => Message(sent.Text, key), stop)
                    : await _hand.Try(Message(sent.Text, null), stop);
                if (answer is not null)
                {
                    history.Acknowledge(sent, answer.Headers.Location!.ToString().Split('/')[^1]);
                }
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private string Text(int n)
    {
        var end = string.Concat(Enumerable.Range(0, _random.Next(6)).Select(_ => Signs[_random.Next(Signs.Length)]));
        var filling = _random.Next(10) == 0 ? new string('x', _random.Next(3000)) : "";
        return string.Create(CultureInfo.InvariantCulture, $"sender {number} says {n} in {seed}{filling}{end}");
    }

    private static HttpRequestMessage Message(string text, string? key)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/chat/messages") { Content = new StringContent(text) };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }
        return request;
    }
}

/// <summary>
/// Marks messages as read: one, some here and there, a run of them; some that were read already. Looks now and then when
/// that was.
/// </summary>
internal sealed class Reader(HttpClient client, string username, int seed, History history)
{
    /// <summary>Only the newest so many are picked from, so that many are read more than once.</summary>
    private const int Newest = 300;

    private const int MostAtOnce = 40;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly Hand _hand = new(client, history);
    private readonly Random _random = new(seed);

    public async Task Run(CancellationToken stop)
    {
        try
        {
            while (!stop.IsCancellationRequested)
            {
                var newest = history.Acknowledged.TakeLast(Newest).Select(sent => sent.Id!).ToList();
                await (newest.Count == 0 ? Task.Delay(Pause, TimeProvider.System, stop) : Mark(Pick(newest), stop));
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
    }

    private List<string> Pick(List<string> newest)
    {
        var count = Math.Min(newest.Count, 1 + _random.Next(MostAtOnce));
        return _random.Next(3) switch
        {
            0 => [newest[_random.Next(newest.Count)]],
            1 => [.. newest.OrderBy(long.Parse).Skip(_random.Next(newest.Count - count + 1)).Take(count)],
            _ => [.. Enumerable.Range(0, count).Select(_ => newest[_random.Next(newest.Count)]).Distinct()],
        };
    }

    private async Task Mark(List<string> ids, CancellationToken stop)
    {
        var now = TimeProvider.System.GetUtcNow();
        var reads = ids.ConvertAll(id => history.Reads.GetOrAdd((username, id), _ => new Reading { FirstTriedAt = now }));
        using (var request = new HttpRequestMessage(HttpMethod.Post, "/api/chat/messages/set-read")
        {
            Content = new FormUrlEncodedContent(ids.Select(id => KeyValuePair.Create("messageIds", id))),
        })
        {
            using var answer = await _hand.Try(request, stop);
            if (answer is null)
            {
                return;
            }
        }
        history.Acknowledge();
        var (then, at) = (TimeProvider.System.GetUtcNow(), Stopwatch.GetTimestamp());
        foreach (var read in reads)
        {
            (read.AcknowledgedAt, read.At) = (read.AcknowledgedAt ?? then, Math.Min(read.At, at));
        }
        if (_random.Next(4) == 0)
        {
            await Look(ids[0], reads[0], stop);
        }
    }

    private async Task Look(string id, Reading read, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/chat/messages/{id}/recipients?size=2000&isRead=true");
        using var answer = await _hand.Try(request, stop);
        if (answer is null)
        {
            return;
        }
        var rows = (await answer.Content.ReadFromJsonAsync<JsonObject>(stop))!["content"]!.AsArray();
        var date = (string?)rows.Single(row => (string)row!["username"]! == username)!["readDate"];
        read.SeenDate ??= date;
        Assert.Equal(read.SeenDate, date);
    }
}

/// <summary>Lets somebody into the space and out of it again, each step until it is acknowledged.</summary>
internal sealed class Doorkeeper(HttpClient admin, string userId, string spaceId, History history)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(30);

    private readonly Hand _hand = new(admin, history);

    /// <summary>Ends with the visitor inside.</summary>
    public async Task Run(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await Step("joined", () => new HttpRequestMessage(HttpMethod.Post, $"/api/users/{userId}/spaces") { Content = JsonContent.Create(spaceId) });
            if (!stop.IsCancellationRequested)
            {
                // Gone already: the answer to the try that did it was lost.
                await Step("left", () => new HttpRequestMessage(HttpMethod.Delete, $"/api/users/{userId}/spaces/{spaceId}"), HttpStatusCode.NotFound);
                await Step("joined", () => new HttpRequestMessage(HttpMethod.Post, $"/api/users/{userId}/spaces") { Content = JsonContent.Create(spaceId) });
            }
            await Task.WhenAny(Task.Delay(Pause, TimeProvider.System, stop));
        }
    }

    private async Task Step(string change, Func<HttpRequestMessage> request, params HttpStatusCode[] fine)
    {
        using var answer = await _hand.Insist(request, CancellationToken.None, fine);
        if (history.Visits.LastOrDefault() != change)
        {
            history.Visits.Enqueue(change);
        }
        history.Acknowledge();
    }
}

/// <summary>Logs in, and out of every second session.</summary>
internal sealed class Commuter(HttpClient client, string username, string password, History history)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly Hand _hand = new(client, history);

    public async Task Run(CancellationToken stop)
    {
        try
        {
            for (var n = 0; !stop.IsCancellationRequested; n++)
            {
                await LogIn(isLeaving: n % 2 == 1, stop);
                await Task.Delay(Pause, TimeProvider.System, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
    }

    private async Task LogIn(bool isLeaving, CancellationToken stop)
    {
        using var login = new HttpRequestMessage(HttpMethod.Post, "/login")
        {
            Content = new FormUrlEncodedContent([new("username", username), new("password", password)]),
        };
        using var answer = await _hand.Try(login, stop);
        if (answer is null)
        {
            return;
        }
        var session = new Session((await answer.Content.ReadFromJsonAsync<JsonElement>(stop)).GetProperty("access_token").GetString()!);
        history.Sessions.Enqueue(session);
        history.Acknowledge();
        if (isLeaving)
        {
            session.State = SessionState.Ending;
            using var logout = new HttpRequestMessage(HttpMethod.Post, "/logout");
            logout.Headers.Authorization = new AuthenticationHeaderValue("Bearer", session.Token);
            using var left = await _hand.Try(logout, stop);
            session.State = left is null ? SessionState.Ending : SessionState.Ended;
        }
    }
}
