using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Readback.Tests.Fuzz;

/// <summary>
/// No request breaks the server: none is answered with 500, with words that are none of the asker's business, with an error
/// in another form than the contract's, or not at all. The operations come from the API's description.
/// </summary>
public sealed partial class HttpFuzzTests
{
    private const string Variable = "TORTURE_FUZZ_REQUESTS";
    private const int Usual = 20_000;
    private const int Clients = 8;

    /// <summary>Requests between two looks at whether all is well; it ends with the first in which something was not.</summary>
    private const int Round = 200;

    /// <summary>Requests after which everything is furnished anew.</summary>
    private const int WornOut = 2_000;

    /// <summary>Requests between two words on how far it is.</summary>
    private const int ToldOfEvery = 100_000;

    [Fact]
    public async Task No_request_breaks_the_server()
    {
        var run = FuzzRun.Of(Variable, Usual);
        var (statuses, failures) = (new ConcurrentDictionary<int, int>(), new ConcurrentQueue<string>());
        var watch = Stopwatch.StartNew();
        await using var house = await FuzzHouse.Open();
        using var stranger = new HttpClient { BaseAddress = house.Address };
        var makers = Enumerable.Range(0, Clients).Select(client => new RequestMaker(new Random(run.Seed + client), house)).ToList();
        for (var done = 0; done < run.Count && failures.IsEmpty; done += Round)
        {
            if (done > 0 && done % ToldOfEvery == 0)
            {
                TestContext.Current.TestOutputHelper?.WriteLine($"{done} requests in {watch.Elapsed.TotalSeconds:0} s");
            }
            await (done % WornOut == 0 ? house.Furnish() : house.LogInAgain());
            await Task.WhenAll(makers.Select(maker => Task.Run(() => Fuzz(house, maker, Math.Min(Round, run.Count - done) / Clients, statuses, failures))));
            Assert.Equal("""{"status":"ok"}""", await stranger.GetStringAsync("/health/ready"));
        }
        Assert.True(failures.IsEmpty, string.Join("\n\n", failures) + run.Again(Variable, run.Count));
        var errors = Failures.Matches(house.Server.Errors).Select(line => line.Value).ToList();
        Assert.True(errors.Count == 0, $"The server's log holds failures:\n{string.Join('\n', errors.Take(3))}{run.Again(Variable, run.Count)}");
        await house.Server.Terminate();
        Assert.Equal(0, await house.Server.ExitCode());

        var total = statuses.Values.Sum();
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{total} requests in {watch.Elapsed.TotalSeconds:0} s from seed {run.Seed}: {string.Join(", ", statuses.OrderBy(s => s.Key).Select(s => $"{s.Key} {s.Value}"))}"));
        // The premise: it came through to the operations, and did not knock at the door alone.
        Assert.All((int[])[200, 204, 400, 401, 403, 404, 405, 415], status => Assert.True(statuses.ContainsKey(status), $"no {status}"));
    }

    private static async Task Fuzz(
        FuzzHouse house, RequestMaker maker, int count, ConcurrentDictionary<int, int> statuses, ConcurrentQueue<string> failures)
    {
        using var client = new FuzzClient(house.Address);
        for (var i = 0; i < count; i++)
        {
            var request = maker.Next();
            RawAnswer? answer = null;
            var failure = await Record.ExceptionAsync(async () => Judge(request, answer = await client.Ask(request)));
            if (failure is not null)
            {
                failures.Enqueue($"{failure.Message}\n--- asked\n{Shown(System.Text.Encoding.Latin1.GetString(request.Bytes))}\n--- answered\n{Shown($"{answer?.Head}{answer?.Body}")}");
                return;
            }
            statuses.AddOrUpdate(answer!.Status, 1, (_, before) => before + 1);
        }
    }

    private static void Judge(MadeRequest request, RawAnswer answer)
    {
        Assert.True(answer.Status != 0 || request.IsBroken, "no answer");
        // What is of no version of HTTP is told so.
        Assert.True(answer.Status is < 500 or 503 || (answer.Status == 505 && request.IsBroken), "a failure of the server");
        Assert.DoesNotMatch(Innards, answer.Head + answer.Body);
        Assert.Null(answer.Header("X-Evil"));
        Assert.Null(answer.Header("Server"));
        Assert.NotEqual("https://evil.example", answer.Header("Access-Control-Allow-Origin"));
        var isBare = answer.Header("Content-Length") is "0" or null && answer.Body.Length == 0;
        if (answer.Status >= 400 && !(isBare && request.IsBroken) && !request.IsHead)
        {
            var problem = JsonDocument.Parse(answer.Body).RootElement;
            Assert.Equal("application/problem+json", answer.Header("Content-Type"));
            Assert.Equal(answer.Status, problem.GetProperty("status").GetInt32());
            Assert.NotEqual("", problem.GetProperty("detail").GetString());
            Assert.Equal("no-store", answer.Header("Cache-Control"));
        }
        if (answer.Status == 503)
        {
            Assert.NotNull(answer.Header("Retry-After"));
        }
        if (answer.Status is >= 200 and < 300 && answer.Header("Content-Type")?.StartsWith("application/json", StringComparison.Ordinal) == true && answer.Body.Length > 0)
        {
            var isLines = answer.Header("Content-Type")!.StartsWith("application/jsonl", StringComparison.Ordinal);
            foreach (var json in isLines ? answer.Body.Split('\n', StringSplitOptions.RemoveEmptyEntries) : [answer.Body])
            {
                JsonDocument.Parse(json).Dispose();
            }
        }
        Assert.True(answer.Header("X-Content-Type-Options") == "nosniff" || (request.IsBroken && isBare), "no nosniff");
    }

    private static string Shown(string text) => text.Length > 3000 ? $"{text[..3000]}… ({text.Length})" : text;

    /// <summary>What tells of the inside: stack traces, types, SQL, paths of the machine.</summary>
    [GeneratedRegex(@"\bat (Readback|Microsoft|System|Npgsql)\.|System\.\w+Exception|Microsoft\.(AspNetCore|Data)|Npgsql|SQLite|sqlite|SELECT |INSERT INTO|/home/|/root/|\.cs:line")]
    private static partial Regex Innards { get; }

    /// <summary>Lines of the log that tell of something nobody expected.</summary>
    [GeneratedRegex("""^.*"LogLevel":"(Error|Critical)".*$""", RegexOptions.Multiline)]
    private static partial Regex Failures { get; }
}
