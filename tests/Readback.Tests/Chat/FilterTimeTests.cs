using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Readback.Chat.Filters;
using static Readback.Tests.Chat.ChatSteps;

namespace Readback.Tests.Chat;

/// <summary>Contract, section 3: one filter at a time per user, for 2 s at most with the waiting.</summary>
public sealed class FilterTimeTests(ChatHouse house) : ChatTest(house)
{
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    [Fact]
    public async Task A_filter_that_waits_too_long_is_told_to_come_again()
    {
        await Ayse.Say("one");
        Assert.True(Server.Directory.TryGetUser("ayse", out var ayse));
        var held = new TaskCompletionSource<string>();
        var holding = Server.Services.GetRequiredService<FilterGate>().Run(ayse.Id, _ => held.Task, CancellationToken.None);

        var isWaiting = Server.Clock.TimerSet(Most);
        var waiting = Ayse.Get(Filter + "?content=one");
        await isWaiting;
        Assert.Single((await Bora.Find(("content", "one"))).Rows()); // nobody else waits
        Assert.False(waiting.IsCompleted);
        Server.Clock.Advance(Most);
        using (var answer = await waiting)
        {
            Assert.Equal("1", Assert.Single(answer.Headers.GetValues("Retry-After")));
            await waiting.Refused(503);
        }

        held.SetResult("");
        await holding;
        Assert.Single((await Ayse.Find(("content", "one"))).Rows());
    }

    [Fact]
    public async Task A_filter_that_takes_too_long_is_stopped()
    {
        var clock = new FakeTimeProvider();
        var gate = new FilterGate(clock);
        var endless = gate.Run<string>(1, Endless, CancellationToken.None);
        clock.Advance(Most - Tick);
        Assert.False(endless.IsCompleted);
        clock.Advance(Tick);
        Assert.Null(await endless);
        Assert.Equal("next", await gate.Run(1, _ => Task.FromResult("next"), CancellationToken.None));
    }

    [Fact]
    public async Task Waiting_counts_as_time()
    {
        var clock = new FakeTimeProvider();
        var gate = new FilterGate(clock);
        var first = new TaskCompletionSource<string>();
        var running = gate.Run(1, _ => first.Task, CancellationToken.None);
        clock.Advance(TimeSpan.FromSeconds(1));
        var second = gate.Run<string>(1, Endless, CancellationToken.None);
        clock.Advance(TimeSpan.FromSeconds(0.5));
        first.SetResult("first");
        Assert.Equal("first", await running);
        clock.Advance(TimeSpan.FromSeconds(1.5) - Tick);
        Assert.False(second.IsCompleted);
        clock.Advance(Tick);
        Assert.Null(await second);
    }

    [Fact]
    public async Task Who_goes_away_leaves_no_gate_shut()
    {
        var gate = new FilterGate(new FakeTimeProvider());
        using var gone = new CancellationTokenSource();
        var first = gate.Run<string>(1, Endless, gone.Token);
        var second = gate.Run<string>(1, Endless, gone.Token);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.Equal("next", await gate.Run(1, _ => Task.FromResult("next"), CancellationToken.None));
    }

    [Fact]
    public async Task Few_run_at_once_so_that_others_can_read()
    {
        var gate = new FilterGate(new FakeTimeProvider());
        var held = new TaskCompletionSource<string>();
        var begun = 0;
        var running = Enumerable.Range(1, 10)
            .Select(user => gate.Run(user, _ => { Interlocked.Increment(ref begun); return held.Task; }, CancellationToken.None)).ToList();
        Assert.Equal(4, begun);
        held.SetResult("");
        await Task.WhenAll(running);
        Assert.Equal(10, begun);
    }

    private static async Task<string> Endless(CancellationToken cancellation)
    {
        await Task.Delay(Timeout.Infinite, cancellation);
        return "";
    }
}
