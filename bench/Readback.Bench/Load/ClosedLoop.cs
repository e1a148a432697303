using System.Diagnostics;
using System.Net;

namespace Readback.Bench.Load;

/// <summary>Clients that each send the next request when the last one is answered, for a bounded time and count.</summary>
internal static class ClosedLoop
{
    /// <summary>Requests that one run of a loop sends at most: it ends also where the clock is broken.</summary>
    private const int MaxRequests = 1_000_000;

    public static async Task<LoadSample> Run(
        LoadClient http, ServerUsage server, int clients, TimeSpan time, Func<int, HttpRequestMessage> request)
    {
        var before = server.ProcessorTime();
        var watch = Stopwatch.StartNew();
        var loops = Enumerable.Range(0, clients).Select(client =>
            Task.Run(() => Loop(http, watch, time, MaxRequests / clients, () => request(client))));
        var answers = await Task.WhenAll(loops);
        return new LoadSample(
            [.. answers.SelectMany(client => client.Milliseconds)], answers.Sum(client => client.Refused), watch.Elapsed,
            server.ProcessorTime() - before);
    }

    private static async Task<(List<double> Milliseconds, int Refused)> Loop(
        LoadClient http, Stopwatch watch, TimeSpan time, int most, Func<HttpRequestMessage> next)
    {
        var (milliseconds, refused) = (new List<double>(), 0);
        while (watch.Elapsed < time && milliseconds.Count < most)
        {
            using var request = next();
            var started = Stopwatch.GetTimestamp();
            using var answer = await http.Send(request);
            milliseconds.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            refused += await IsRefused(answer) ? 1 : 0;
        }
        return (milliseconds, refused);
    }

    /// <summary>A filter may be out of time; any other failure means that nothing was measured.</summary>
    private static async Task<bool> IsRefused(HttpResponseMessage answer) =>
        answer.IsSuccessStatusCode ? false
        : answer.StatusCode == HttpStatusCode.ServiceUnavailable ? true
        : throw new InvalidOperationException(
            $"{answer.RequestMessage?.RequestUri}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
}

/// <summary>What one run of a loop saw.</summary>
/// <param name="Milliseconds">How long each request took.</param>
/// <param name="Refused">Requests answered 503.</param>
/// <param name="Elapsed">How long all of it took.</param>
/// <param name="ProcessorTime">What the server's process used meanwhile.</param>
internal sealed record LoadSample(
    IReadOnlyList<double> Milliseconds, int Refused, TimeSpan Elapsed, TimeSpan ProcessorTime)
{
    public double PerSecond => Milliseconds.Count / Elapsed.TotalSeconds;
}
