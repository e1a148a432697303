using Readback.Tests.Chat;
using Readback.Tests.Hosting;

namespace Readback.Tests.Http;

/// <summary>A server that was told to stop, behind a balancer that has yet to notice.</summary>
public sealed class DrainingTests
{
    private const int DrainSeconds = 5;

    [Fact]
    public async Task It_says_that_it_is_not_ready_sends_streams_away_and_answers_all_else_until_its_time_is_over()
    {
        var server = await ReadbackServer.Run(settings => settings with { Limits = settings.Limits with { DrainSeconds = DrainSeconds } });
        var admin = await server.LogIn("admin", "default_space");
        using var stranger = server.Stranger();
        await using var stream = await admin.WatchOn();
        await stranger.GetAsync("/health/ready").Json();

        var draining = server.Clock.TimerSet(TimeSpan.FromSeconds(DrainSeconds));
        var stopped = server.DisposeAsync().AsTask();
        await draining;

        await stream.Rest();
        Assert.False(stream.IsBroken);
        Assert.InRange(stream.ComeAgain!.Value.TotalMilliseconds, 200, 2000);
        using (var ready = await stranger.GetAsync("/health/ready"))
        {
            Assert.NotNull(ready.Headers.RetryAfter);
            await Task.FromResult(ready).Refused(503);
        }
        await admin.WatchInVain().Refused(503);
        using (var sent = await admin.TrySay("one more"))
        {
            await sent.Is(204);
            Assert.True(sent.Headers.ConnectionClose);
        }
        await stranger.GetAsync("/health/live").Json();
        Assert.False(stopped.IsCompleted);

        server.Clock.Advance(TimeSpan.FromSeconds(DrainSeconds));
        await stopped;
        await Assert.ThrowsAsync<HttpRequestException>(() => stranger.GetAsync("/health/live"));
    }
}
