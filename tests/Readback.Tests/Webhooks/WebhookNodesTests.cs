using Readback.Tests.Chat;
using Readback.Tests.Hosting;

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
        var next = house.Receiver.Next();
        await WebhookHouse.Until(() =>
        {
            second.Clock.Advance(TimeSpan.FromSeconds(Readback.Webhooks.WebhookDispatcher.LookSeconds));
            return Task.FromResult(next.IsCompleted);
        });
        Assert.Equal("11", (await next).Content);
        Assert.Equal(0, house.Receiver.Waiting);
    }
}
