using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Readback.Tests.Chat;
using Readback.Tests.Cli;

namespace Readback.Tests.Floods;

/// <summary>
/// Many times more senders than a server can serve, none of which pauses: what it lets in is answered within the time that
/// any request has, what it refuses is told so, and it lives. It measures, and is for <c>bin/torture load</c>.
/// </summary>
public sealed class OverloadTests
{
    private const string Variable = "TORTURE_OVERLOAD_SECONDS";
    private const int People = 6;
    private const int SendersEach = 1500;
    private const int RequestSeconds = 30;
    private const int CalmRequests = 3000;

    private readonly ConcurrentDictionary<int, ConcurrentQueue<double>> _seconds = [];
    private readonly Stopwatch _time = new();

    [Fact(Explicit = true)]
    public async Task Nobody_waits_for_long_and_what_is_refused_is_told_so()
    {
        var length = TimeSpan.FromSeconds(double.Parse(
            Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given ? given : "30", CultureInfo.InvariantCulture));
        using var server = await BusyServer.Start(People);
        using var watcher = new HttpClient { BaseAddress = server.Address };
        var before = await ProcessLook.Take(default, server.Process.Id, watcher);
        var people = Enumerable.Range(0, People).Select(server.Person).ToList();
        await Task.WhenAll(people.Select(person => person.LogIn()));
        _time.Start();
        var flood = Task.WhenAll(people.SelectMany(person => Enumerable.Range(0, SendersEach).Select(_ => Task.Run(() => Send(person, length)))));
        using var pulse = new Pulse(server.Address);
        var peak = before;
        while (!flood.IsCompleted)
        {
            var look = await ProcessLook.Take(_time.Elapsed, server.Process.Id, watcher);
            peak = look.ResidentMegabytes > peak.ResidentMegabytes ? look : peak;
            await Task.WhenAny(flood, Task.Delay(TimeSpan.FromSeconds(1)));
        }
        await flood;
        var alive = pulse.End();
        var end = await ProcessLook.Take(_time.Elapsed, server.Process.Id, watcher);
        await Calm(people[0]);
        people.ForEach(person => person.Dispose());
        Say($"/health/live: {Describe(alive)}");
        foreach (var (status, seconds) in _seconds.OrderBy(each => each.Key))
        {
            Say($"{status}: {Describe([.. seconds])}");
        }
        Say(ProcessLook.Head);
        Say(before.ToString());
        Say(peak.ToString());
        Say(end.ToString());
        Say((await ProcessLook.Take(_time.Elapsed, server.Process.Id, watcher)).ToString());
        Assert.Empty(_seconds.Keys.Except([204, 429, 503]));
        Assert.InRange(_seconds[204].Max(), 0, RequestSeconds + 5);
        await server.Process.Terminate();
        Assert.Equal(0, await server.Process.ExitCode());
        Assert.Equal(0, (await Commands.Run("verify", "--data", server.Data)).Code);
    }

    /// <summary>Work goes on as on any day: the collector, which looks when something is needed, finds what the flood has left.</summary>
    private static async Task Calm(Operator person)
    {
        for (var i = 0; i < CalmRequests; i++)
        {
            await person.Ask(HttpMethod.Get, $"{ChatSteps.Inbox}?size=200", 200);
        }
    }

    private async Task Send(Operator person, TimeSpan length)
    {
        while (_time.Elapsed < length)
        {
            var asked = Stopwatch.GetTimestamp();
            using var answer = await person.Send(HttpMethod.Post, ChatSteps.Messages, new StringContent("Valve 3 is open."));
            _seconds.GetOrAdd((int)answer.StatusCode, _ => []).Enqueue(Stopwatch.GetElapsedTime(asked).TotalSeconds);
        }
    }

    private static string Describe(IReadOnlyCollection<double> seconds)
    {
        var sorted = seconds.Order().ToList();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{sorted.Count} answers, half within {sorted[sorted.Count / 2]:0.000} s, 99 % within {sorted[sorted.Count * 99 / 100]:0.000} s, all within {sorted[^1]:0.000} s");
    }

    private static void Say(string line) => TestContext.Current.TestOutputHelper?.WriteLine(line);
}
