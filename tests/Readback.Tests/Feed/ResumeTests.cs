using System.Globalization;
using Readback.Tests.Chat;
using Readback.Tests.Hosting;

namespace Readback.Tests.Feed;

/// <summary>Going on where a stream broke off.</summary>
public sealed class ResumeTests(FeedHouse house) : FeedTest(house)
{
    [Fact]
    public async Task A_stream_goes_on_right_after_the_last_event_by_header_or_query()
    {
        await Ayse.SayAll("one", "two", "three");
        var end = await Ayse.Position();

        foreach (var stream in (EventStream[])[await Chen.Watch(end - 2), await Chen.Watch(query: $"?lastEventId={end - 2}")])
        {
            var hello = await stream.Next();
            Assert.Equal(("hello", end - 2, end), (hello.Name, hello.Id, (long)hello.Json["position"]!));
            Assert.Equal(["two", "three"], await Contents(stream, 2));
            Assert.Equal(end, stream.LastId);
            await stream.DisposeAsync();
        }
    }

    [Fact]
    public async Task The_header_counts_before_the_query()
    {
        await Ayse.SayAll("one", "two", "three");
        var end = await Ayse.Position();
        await using var stream = await Chen.Watch(end - 1, "?lastEventId=0");

        Assert.Equal(end - 1, (await stream.Next()).Id);
        Assert.Equal(["three"], await Contents(stream, 1));
    }

    [Fact]
    public async Task From_0_everything_comes_once_and_in_order_however_long()
    {
        const int messages = 330;
        await Task.WhenAll(Enumerable.Range(0, 6).Select(async _ =>
        {
            for (var i = 0; i < messages / 6; i++)
            {
                await Ayse.Say(new string('m', 1 + (i * 70)));
            }
        }));
        await using var stream = await Chen.Watch(after: 0);
        Assert.Equal(0, (await stream.Next()).Id);
        await Ayse.Say("live");

        var came = await stream.Until(e => e.Name == "message" && (string?)e.Json["content"] == "live");
        var numbers = came.Where(e => e.Name == "message").Select(e => (long)e.Json["number"]!);
        Assert.Equal(Enumerable.Range(1, messages + 1).Select(n => (long)n), numbers);
    }

    [Fact]
    public async Task At_the_end_nothing_is_replayed()
    {
        await Ayse.Say("one");
        var end = await Ayse.Position();
        await using var stream = await Chen.Watch(end);
        Assert.Equal(end, (await stream.Next()).Id);
        await Ayse.Say("two");

        Assert.Equal(["two"], await Contents(stream, 1));
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("1.0")]
    [InlineData("abc")]
    [InlineData("0x10")]
    [InlineData("99999999999999999999")]
    [InlineData("9223372036854775807")]
    [InlineData("1,2")]
    [InlineData("%20")]
    public async Task What_is_no_position_of_this_log_starts_anew(string resume)
    {
        await Ayse.SayAll("one", "two");
        foreach (var byHeader in (bool[])[true, false])
        {
            if (byHeader && resume == "%20")
            {
                continue; // A header has no outer spaces.
            }
            using var answer = byHeader ? await Chen.TryWatch(resume) : await Chen.TryWatch(query: $"?lastEventId={resume}");
            await IsReset(answer);
        }
    }

    [Fact]
    public async Task Right_beyond_the_end_starts_anew_and_goes_on_live()
    {
        await Ayse.Say("one");
        var end = await Ayse.Position();
        using var answer = await Chen.TryWatch((end + 1).ToString(CultureInfo.InvariantCulture));
        var stream = await IsReset(answer);
        await Ayse.Say("two");

        Assert.Equal(end + 1, (await stream.Next("message")).Id);
    }

    [Fact]
    public async Task A_position_of_another_log_starts_anew()
    {
        await Ayse.Say("one");
        await using var stream = await Chen.Watch();
        var log = (string)(await stream.Hello())["log"]!;

        using var other = await Chen.TryWatch("0", $"?log={log}x");
        await IsReset(other);
        await using var same = await Chen.Watch(0, $"?log={log}");
        Assert.Equal(0, (await same.Next()).Id);
    }

    [Fact]
    public async Task A_log_without_a_position_is_no_resume_point()
    {
        await using var stream = await Chen.Watch(query: "?log=another&lastEventId=");
        Assert.Equal("hello", (await stream.Next()).Name);
    }

    [Fact]
    public async Task What_happened_outside_the_times_of_membership_is_left_out()
    {
        await Ayse.Say("before");
        await Server.AddUser("emre");
        await Server.Join("emre", Space);
        await Ayse.Say("first time");
        await Server.Leave("emre", Space);
        var missed = await Ayse.Say("between");
        await Bora.MarkRead(missed);
        await Server.Join("emre", Space);
        var last = await Ayse.Say("second time");
        await Bora.MarkRead(last);
        var emre = await Server.LogIn("emre", Space);
        var end = await Ayse.Position();

        await using var stream = await emre.WatchOn(after: 0);
        var came = await stream.Until(e => e.Id == end);
        Assert.Equal(
            ["joined", "first time", "left", "joined", "second time", "[[4,4]]"],
            came.Select(e => (string?)e.Json["change"] ?? (string?)e.Json["content"] ?? e.Json["ranges"]!.ToJsonString()));
    }

    private static async Task<List<string>> Contents(EventStream stream, int count)
    {
        var contents = new List<string>();
        while (contents.Count < count)
        {
            contents.Add((string)(await stream.Next("message")).Json["content"]!);
        }
        return contents;
    }

    private async Task<EventStream> IsReset(HttpResponseMessage answer)
    {
        var stream = await EventStream.Of(answer);
        var (reset, hello) = (await stream.Next(), await stream.Next());
        Assert.Equal(new StreamEvent("reset", null, "{}"), reset);
        var end = await Ayse.Position();
        Assert.Equal(("hello", end, end), (hello.Name, hello.Id, (long)hello.Json["position"]!));
        return stream;
    }
}
