using System.Diagnostics;
using Readback.Feed;
using Readback.Tests.Chat;
using Readback.Tests.Hosting;

namespace Readback.Tests.Feed;

/// <summary>A server that stops, and what its streams' clients find when it is back.</summary>
public sealed class StopTests(ReadbackServer server) : IClassFixture<ReadbackServer>
{
    private static readonly TimeSpan Promptly = TimeSpan.FromSeconds(8);

    [Fact]
    public async Task Streams_end_so_that_the_server_stops_at_once_and_resume_where_they_were()
    {
        var ayse = await server.LogIn("ayse");
        await using var first = await ayse.Watch();
        var log = (string)(await first.Hello())["log"]!;
        await using var second = await ayse.WatchOn();
        await ayse.SayAll("one", "two");
        await first.Next("message");

        var started = Stopwatch.GetTimestamp();
        await server.Restart();
        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, Promptly);
        foreach (var stream in (EventStream[])[first, second])
        {
            await stream.Rest();
            Assert.False(stream.IsBroken);
        }

        var bora = await server.LogIn("bora");
        await bora.Say("three");
        var again = await server.LogIn("ayse");
        await using var resumed = await again.Watch(first.LastId, $"?log={log}");
        Assert.Equal((log, "hello"), ((string?)(await resumed.Hello())["log"], "hello"));
        Assert.Equal(
            await bora.Position(), (await resumed.Until(e => e.Name == "message" && (string?)e.Json["content"] == "three"))[^1].Id);
    }

    [Fact]
    public async Task A_client_that_does_not_read_holds_the_stop_up_for_a_second()
    {
        var (ayse, bora) = (await server.LogIn("ayse"), await server.LogIn("bora"));
        var start = await bora.Position();
        await SlowReader.SayMuch(ayse, 800);
        await using var read = await ayse.WatchOn();
        using var slow = new SlowReader();
        await using var stuck = await slow.Watch(server, bora, after: start);
        await stuck.Hello();
        await stuck.Next("message");

        var started = Stopwatch.GetTimestamp();
        var restart = server.Restart();
        await read.Rest(); // By then all have been told to end: the first that came last.
        server.Clock.Advance(TimeSpan.FromMilliseconds(Subscriber.LastWordsMilliseconds));
        await restart;
        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, Promptly);
    }
}
