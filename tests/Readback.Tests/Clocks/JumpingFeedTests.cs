using Readback.Feed;
using Readback.Tests.Chat;
using Readback.Tests.Feed;
using Readback.Tests.Hosting;

namespace Readback.Tests.Clocks;

/// <summary>Streams, heartbeats and presence go by how much time passes, whatever the clock says.</summary>
public sealed class JumpingFeedTests(FeedHouse house) : FeedTest(house)
{
    [Theory]
    [InlineData(-365 * 24)]
    [InlineData(-1)]
    [InlineData(1)]
    public async Task A_jump_brings_nobody_offline_and_keeps_nobody_online(int hours)
    {
        await using var chen = await Chen.WatchOn();
        var bora = await Bora.WatchOn();
        await chen.Next("presence");

        Server.Clock.Jump(TimeSpan.FromHours(hours));
        Wait(TimeSpan.FromSeconds(FeedHub.HeartbeatSeconds));
        await chen.Until(e => e.Name == StreamEvent.Comment);
        await Ayse.Say("still here?");
        Assert.Equal("still here?", (string)(await chen.Next("message")).Json["content"]!);
        Assert.Equal("still here?", (string)(await bora.Next("message")).Json["content"]!);

        await bora.DisposeAsync();
        await House.Streams.Are(1);
        Server.Clock.Jump(TimeSpan.FromHours(-hours));
        Wait(TimeSpan.FromSeconds(SpacePresence.LingerSeconds));
        var gone = (await chen.Next("presence")).Json;
        Assert.Equal(("bora", false), ((string)gone["username"]!, (bool)gone["online"]!));
    }
}
