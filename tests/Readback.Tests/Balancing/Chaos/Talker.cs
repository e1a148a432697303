using System.Globalization;
using System.Net;

namespace Readback.Tests.Balancing.Chaos;

/// <summary>
/// Somebody who sends, and marks as read, one thing after another: each is tried with its key until it is acknowledged,
/// whatever happens to nodes and database meanwhile.
/// </summary>
internal sealed class Talker(HttpClient client, string username, int number, Acknowledged record)
{
    /// <summary>Every so many messages the newest one that was acknowledged to anybody is marked as read.</summary>
    private const int ReadsEvery = 3;

    public async Task Run(CancellationToken stop)
    {
        for (var n = 0; !stop.IsCancellationRequested; n++)
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"talker {number} says {n}");
            var key = string.Create(CultureInfo.InvariantCulture, $"{number}-{n}");
            var id = await Insist(() => Message(text, key), answer => answer.Headers.Location!.ToString().Split('/')[^1]);
            Assert.True(record.Messages.TryAdd(id, text), $"{id} was given out twice");
            if (n % ReadsEvery == 0)
            {
                var other = record.Messages.Keys.MaxBy(_ => Random.Shared.Next())!;
                await Insist(() => new HttpRequestMessage(HttpMethod.Post, $"/api/chat/message/set-read?messageId={other}"), _ => "");
                record.Reads[(username, other)] = true;
            }
        }
    }

    private static HttpRequestMessage Message(string text, string key)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/chat/messages") { Content = new StringContent(text) };
        request.Headers.Add("Idempotency-Key", key);
        return request;
    }

    /// <summary>Anything but done, "come again" and a broken connection is a wrong answer.</summary>
    private async Task<string> Insist(Func<HttpRequestMessage> request, Func<HttpResponseMessage, string> done)
    {
        while (true)
        {
            try
            {
                using var answer = await client.SendAsync(request());
                record.Count((int)answer.StatusCode);
                if (answer.StatusCode == HttpStatusCode.NoContent)
                {
                    return done(answer);
                }
                Assert.True(
                    answer.StatusCode == HttpStatusCode.ServiceUnavailable && answer.Headers.RetryAfter is not null,
                    $"{(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
            }
            catch (HttpRequestException)
            {
                record.Count(0);
            }
        }
    }
}
