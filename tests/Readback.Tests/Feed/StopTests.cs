using System.Diagnostics;
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
}
