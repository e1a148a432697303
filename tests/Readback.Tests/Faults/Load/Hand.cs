using System.Net;

namespace Readback.Tests.Faults.Load;

/// <summary>The hand of somebody whose calls may end in nothing: each answer is counted, and only what may be is accepted.</summary>
internal sealed class Hand(HttpClient client, History history)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Tries once. Nothing is known where a connection broke, or the answer is "come again"; any other refusal is a fault.</summary>
    public async Task<HttpResponseMessage?> Try(HttpRequestMessage request, CancellationToken stop, params HttpStatusCode[] fine)
    {
        try
        {
            var answer = await client.SendAsync(request, stop);
            history.Count((int)answer.StatusCode);
            if (answer.IsSuccessStatusCode || fine.Contains(answer.StatusCode))
            {
                return answer;
            }
            Assert.True(
                answer.StatusCode == HttpStatusCode.ServiceUnavailable && answer.Headers.RetryAfter is not null,
                $"{request.Method} {request.RequestUri}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(stop)}");
            await Task.Delay(Pause, TimeProvider.System, stop);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            history.Count(0);
        }
        return null;
    }

    /// <summary>Tries until it is known how it ended.</summary>
    public async Task<HttpResponseMessage> Insist(Func<HttpRequestMessage> request, CancellationToken stop, params HttpStatusCode[] fine)
    {
        while (true)
        {
            using var once = request();
            if (await Try(once, stop, fine) is { } answer)
            {
                return answer;
            }
        }
    }
}
