using Readback.Tests.Chat;

namespace Readback.Tests.Log;

/// <summary>A clock set back by up to 2 s is held; a larger jump is stored as it is.</summary>
public sealed class ClockTests(ChatHouse house) : ChatTest(house)
{
    [Theory]
    [InlineData(1, true)]
    [InlineData(1999, true)]
    [InlineData(2000, true)]
    [InlineData(2001, false)]
    [InlineData(3_600_000, false)]
    public async Task A_small_step_back_is_held(int milliseconds, bool isHeld)
    {
        await Ayse.Say("before");
        var before = Now;
        Server.Clock.AdjustTime(Server.Clock.GetUtcNow().AddMilliseconds(-milliseconds));
        await Ayse.Say("after");
        Assert.Equal(isHeld ? before : Now, await DateOf(2));
        Server.Clock.Advance(TimeSpan.FromMilliseconds(milliseconds + 1));
        await Ayse.Say("later");
        Assert.Equal(Now, await DateOf(3));
    }

    [Fact]
    public async Task Small_steps_do_not_add_up()
    {
        await Ayse.Say("before");
        var before = Now;
        Server.Clock.AdjustTime(Server.Clock.GetUtcNow().AddMilliseconds(-1500));
        await Ayse.Say("held");
        Assert.Equal(before, await DateOf(2));
        Server.Clock.AdjustTime(Server.Clock.GetUtcNow().AddMilliseconds(-1500));
        await Ayse.Say("three seconds behind by now");
        Assert.Equal(Now, await DateOf(3));
    }

    [Fact]
    public async Task A_read_is_dated_by_the_same_rule()
    {
        var id = await Ayse.Say("one");
        var sentAt = Now;
        Server.Clock.AdjustTime(Server.Clock.GetUtcNow().AddMilliseconds(-2000));
        await Bora.MarkRead(id);
        Assert.Equal(sentAt, (string)(await Bora.Read(ChatSteps.Inbox)).Rows()[0]["readDate"]!);
        Server.Clock.AdjustTime(Server.Clock.GetUtcNow().AddMilliseconds(-1));
        await Chen.MarkRead(id);
        Assert.Equal(Now, (string)(await Chen.Read(ChatSteps.Inbox)).Rows()[0]["readDate"]!);
    }

    private async Task<string> DateOf(int number) =>
        (string)(await Bora.Read($"{ChatSteps.Messages}/by-number/{number}"))["creationDate"]!;
}
