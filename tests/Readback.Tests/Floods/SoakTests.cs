using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text.Json;
using Readback.Tests.Chat;
using Readback.Tests.Cli;
using Readback.Tests.Hosting;

namespace Readback.Tests.Floods;

/// <summary>
/// A server on which people send, read, look for things, log in and out, open streams and drop them, and come and go, for as
/// long as one likes (<c>bin/torture load --minutes 30</c>): nothing of it grows but the log.
/// </summary>
public sealed class SoakTests
{
    /// <summary>Of a name that no setting has: the server refuses what it does not know.</summary>
    private const string Variable = "TORTURE_SOAK_MINUTES";
    private const int People = 12;

    /// <summary>Who comes and goes; the others stay.</summary>
    private const int Comer = People - 1;

    private const int Streams = 40;

    /// <summary>What memory may vary by: answers of filters are kept, up to 32 MB of them.</summary>
    private const double HeapMegabytes = 48;

    /// <summary>Each of the embedded database's nine connections keeps up to 32 MB of its pages.</summary>
    private const double ResidentMegabytes = 700;

    private readonly ConcurrentDictionary<string, int> _counts = [];
    private readonly Stopwatch _time = new();
    private TimeSpan _length;

    [Fact(Explicit = true)]
    public async Task Nothing_grows_but_the_log()
    {
        _length = TimeSpan.FromMinutes(double.Parse(
            Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given ? given : "1", CultureInfo.InvariantCulture));
        using var server = await BusyServer.Start(People);
        using var watcher = new HttpClient { BaseAddress = server.Address };
        _time.Start();
        var going = Task.WhenAll(
        [
            .. Enumerable.Range(0, 4).Select(i => Go(server.Person(i), 10, Send)), .. Enumerable.Range(0, 3).Select(i => Go(server.Person(4 + i), 50, Read)),
            Go(server.Person(7), 200, Find), Go(server.Person(8), 500, LogInAndOut), Go(await server.Admin(), 300, admin => ComeAndGo(server, admin)),
            .. Enumerable.Range(0, Streams).Select(i => Go(server.Person(i % Comer), 20, Listen)),
        ]);
        var looks = await Watch(server, watcher, going);
        await going;
        await AssertIdle(server, watcher, looks);
        await server.Process.Terminate();
        Assert.Equal(0, await server.Process.ExitCode());
        Assert.Equal(0, (await Commands.Run("verify", "--data", server.Data)).Code);
        Say(string.Join(", ", _counts.OrderBy(count => count.Key).Select(count => $"{count.Key} {count.Value}")));
        AssertSteady(looks);
    }

    private async Task<List<ProcessLook>> Watch(BusyServer server, HttpClient watcher, Task going)
    {
        var looks = new List<ProcessLook>();
        Say(ProcessLook.Head);
        while (!going.IsCompleted)
        {
            await Task.WhenAny(going, Task.Delay(_length / 60));
            looks.Add(await ProcessLook.Take(_time.Elapsed, server.Process.Id, watcher));
            if (looks.Count % 3 == 0)
            {
                Say(looks[^1].ToString());
            }
        }
        return looks;
    }

    /// <summary>When all have gone nothing is left of them.</summary>
    private async Task AssertIdle(BusyServer server, HttpClient watcher, List<ProcessLook> looks)
    {
        for (var tries = 0; ; tries++)
        {
            var look = await ProcessLook.Take(_time.Elapsed, server.Process.Id, watcher);
            if (look is { Streams: 0, Connections: <= 1 })
            {
                Say(look.ToString());
                Assert.InRange(look.Files, 0, looks.Min(before => before.Files));
                return;
            }
            Assert.True(tries < 60, $"Something is left: {look}");
            await Task.Delay(TimeSpan.FromSeconds(1));
        }
    }

    /// <summary>Compares the last third with the second one: by then all that is bounded has reached its bounds, or never will.</summary>
    private static void AssertSteady(List<ProcessLook> looks)
    {
        var (before, after) = (looks[(looks.Count / 3)..(looks.Count * 2 / 3)], looks[(looks.Count * 2 / 3)..]);
        Assert.InRange(after.Min(look => look.HeapMegabytes), 0, before.Min(look => look.HeapMegabytes) + HeapMegabytes);
        Assert.InRange(after.Max(look => look.ResidentMegabytes), 0, ResidentMegabytes);
        Assert.InRange(after.Average(look => look.Threads), 0, before.Max(look => look.Threads) + 4);
        Assert.InRange(after.Average(look => look.Files), 0, before.Max(look => look.Files) + 10);
        Assert.InRange(after.Max(look => look.Streams), 0, Streams);
    }

    /// <summary>Does something over and over, with a pause between.</summary>
    private Task Go(Operator person, int pauseMilliseconds, Func<Operator, Task> step) => Task.Run(async () =>
    {
        using (person)
        {
            await person.LogIn();
            while (_time.Elapsed < _length)
            {
                await step(person);
                await Task.Delay(pauseMilliseconds);
            }
        }
    });

    private async Task Send(Operator person)
    {
        var text = $"{Count("sent")} {new string('x', Random.Shared.Next(400))}";
        await person.Ask(HttpMethod.Post, ChatSteps.Messages, 204, () => new StringContent(text));
    }

    private async Task Read(Operator person)
    {
        var page = JsonDocument.Parse(await person.Ask(HttpMethod.Get, $"{ChatSteps.Inbox}?isRead=false&size=50", 200)).RootElement;
        var ids = page.GetProperty("content").EnumerateArray().Select(row => ("messageIds", row.GetProperty("chatMessageId").GetString()!)).ToArray();
        if (ids.Length > 0)
        {
            await person.Ask(HttpMethod.Post, ChatSteps.MarkMany, 204, () => ChatSteps.Form(ids));
        }
        Count("pages read");
    }

    private async Task Find(Operator person)
    {
        await person.Ask(HttpMethod.Get, $"{ChatSteps.Filter}?content={Random.Shared.Next(10, 100)}", 200);
        Count("filters");
    }

    private async Task LogInAndOut(Operator person)
    {
        await person.LogIn();
        using var answer = await person.Send(HttpMethod.Post, "/logout");
        await answer.Is(200);
        Count("log-ins");
    }

    private async Task ComeAndGo(BusyServer server, Operator admin)
    {
        await server.Leave(admin, Comer);
        await server.Join(admin, Comer);
        Count("came and went");
    }

    /// <summary>A stream that is read for a while and then left without a word.</summary>
    private async Task Listen(Operator person)
    {
        using var answer = await person.Send(HttpMethod.Get, Watching.Path);
        if ((int)answer.StatusCode == 401)
        {
            await person.LogIn();
            return;
        }
        await answer.Is(200);
        using var time = new CancellationTokenSource(Random.Shared.Next(100, 4000));
        var body = await answer.Content.ReadAsStreamAsync(time.Token);
        try
        {
            await body.CopyToAsync(System.IO.Stream.Null, time.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException)
        {
            Count("streams");
        }
    }

    private int Count(string what) => _counts.AddOrUpdate(what, 1, static (_, count) => count + 1);

    private static void Say(string line) => TestContext.Current.TestOutputHelper?.WriteLine(line);
}
