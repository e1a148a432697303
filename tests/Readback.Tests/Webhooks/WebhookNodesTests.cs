using Microsoft.Extensions.DependencyInjection;
using Readback.Storage;
using Readback.Tests.Chat;
using Readback.Tests.Hosting;
using Readback.Webhooks;

namespace Readback.Tests.Webhooks;

/// <summary>Of several nodes one delivers, and when it stops another goes on.</summary>
[Trait("Engine", "Postgres")]
public sealed class WebhookNodesTests
{
    [Fact]
    public async Task Each_message_is_told_once_and_another_node_goes_on_where_one_stopped()
    {
        await using var house = await WebhookHouse.Open();
        await using var second = await ReadbackServer.RunBeside(house.Server);
        var webhook = await house.Make();
        var bora = house.Bora.At(second);
        foreach (var n in Enumerable.Range(1, 10))
        {
            await (n % 2 == 0 ? house.Ayse : bora).Say($"{n}");
        }
        Assert.Equal([.. Enumerable.Range(1, 10).Select(n => $"{n}")], await house.Receiver.Contents(10));
        Assert.Equal(10, (await house.Recorded(webhook, 10)).Count);

        await house.Server.StopOnly();
        await bora.Say("11");
        Assert.Equal("11", (await house.Receiver.Next()).Content);
        Assert.Equal(0, house.Receiver.Waiting);
    }

    [Fact]
    public async Task A_node_that_is_silent_for_too_long_has_lost_its_place_and_begins_nothing_more()
    {
        // No server of this house delivers: the two that ask are these.
        await using var house = await WebhookHouse.Open(settings => settings with { AllowedNetworks = [] });
        var (store, clock) = (house.Server.Services.GetRequiredService<IStore>(), house.Server.Clock);
        var (first, second) = (new WebhookLease(store, clock), new WebhookLease(store, clock));
        Assert.True(await first.Hold());
        Assert.False(await second.Hold());
        clock.Advance(TimeSpan.FromSeconds(WebhookLease.BeatSeconds));
        Assert.True(await first.Hold());
        Assert.False(await second.Hold());

        clock.Advance(TimeSpan.FromSeconds(WebhookLease.SilentSeconds) - TimeSpan.FromMilliseconds(1));
        Assert.False(first.IsHeld);
        Assert.False(await second.Hold());
        clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(await second.Hold());
        Assert.True(second.IsHeld);
        Assert.False(await first.Hold());
        await second.GiveUp();
        Assert.True(await first.Hold());
    }
}
