using static Readback.Tests.Chat.ChatSteps;

namespace Readback.Tests.Chat;

/// <summary>Contract, section 3: the filter's dates.</summary>
public sealed class FilterDateTests(ChatHouse house) : ChatTest(house)
{
    [Theory]
    [InlineData("onDateSt=2026-11-23T09:15:02.547Z", "second third")]
    [InlineData("onDateSt=2026-11-23T09:15:02.548Z", "third")]
    [InlineData("onDateSt=2026-11-23T09:15:02.5471Z", "third")]
    [InlineData("offDateEn=2026-11-23T09:15:02.547Z", "first second")]
    [InlineData("offDateEn=2026-11-23T09:15:02.546Z", "first")]
    [InlineData("offDateEn=2026-11-23T09:15:02.5469Z", "first")]
    [InlineData("onDateSt=2026-11-23T09:15:02.547Z&offDateEn=2026-11-23T09:15:02.547Z", "second")]
    [InlineData("onDateSt=2026-11-23T09:15:02.547", "second third")] // UTC where no zone is named
    [InlineData("onDateSt=2026-11-23T12:15:02.547%2B03:00", "second third")]
    [InlineData("onDateSt=2026-11-23T12:15:02.547+03:00", "second third")] // the plus is decoded as a space
    [InlineData("onDateSt=2026-11-23T12:15:02.547%2003:00", "second third")]
    [InlineData("onDateSt=2026-11-23T12:15:02.547%2B0300", "second third")]
    [InlineData("onDateSt=2026-11-23T04:15:02.547-05:00", "second third")]
    [InlineData("onDateSt=2026-11-23T09:15:02Z", "second third")]
    [InlineData("onDateSt=2026-11-23T09:16Z", "third")]
    [InlineData("onDateSt=2026-11-23", "first second third")]
    [InlineData("offDateEn=2026-11-23", "first second")] // the whole day, and no more
    [InlineData("onDateSt=2026-11-24", "third")]
    [InlineData("onDateSt=2026-11-23&offDateEn=2026-11-23", "first second")]
    [InlineData("onDateSt=2026-11-24&offDateEn=2026-11-24", "third")]
    [InlineData("offDateEn=2026-11-22", "")]
    [InlineData("onDateSt=2026-11-25", "")]
    [InlineData("onDateSt=2026-11-23&offDateEn=2026-11-24T00:00:00Z", "first second third")]
    [InlineData("onDateSt=0001-01-01&offDateEn=9999-12-31", "first second third")]
    [InlineData("onDateSt=&offDateEn=", "first second third")]
    public async Task Bounds_are_included(string query, string expected)
    {
        await EnterAt("2026-11-23T09:15:00.000Z");
        await Ayse.Say("first");
        At("2026-11-23T09:15:02.547Z");
        await Ayse.Say("second");
        At("2026-11-24T00:00:00.000Z");
        await Ayse.Say("third");
        var found = await Bora.Read($"{Filter}?sort=id&{query}");
        Assert.Equal(expected, string.Join(' ', found.Contents()));
        Assert.Equal(found.Rows().Count, (long)found["totalElements"]!);
    }

    [Theory]
    [InlineData("onDateSt", "yesterday")]
    [InlineData("onDateSt", "2026-02-30")]
    [InlineData("offDateEn", "2026-13-01")]
    [InlineData("offDateEn", "2025-02-29")]
    [InlineData("offDateEn", "2026-11-23T25:00Z")]
    [InlineData("offDateEn", "2026-11-23T09:60Z")]
    [InlineData("onDateSt", "23.11.2026")]
    [InlineData("onDateSt", "11/23/2026")]
    [InlineData("onDateSt", "2026-11")]
    [InlineData("onDateSt", "1700000000")]
    [InlineData("onDateSt", "2026-11-23T09:15:00+25:00")]
    [InlineData("onDateSt", "2026-11-23 ")]
    [InlineData("onDateSt", " 2026-11-23")]
    public async Task What_is_no_date_is_refused(string name, string value) =>
        Assert.StartsWith($"{name}:", await Bora.Get(Filter.With((name, value))).Refused(400));

    [Theory]
    [InlineData("onDateSt=2026-11-24&offDateEn=2026-11-23")]
    [InlineData("onDateSt=2026-11-23T09:15:00.001Z&offDateEn=2026-11-23T09:15:00Z")]
    [InlineData("onDateSt=2026-11-23T09:15:00Z&offDateEn=2026-11-23T12:14:59%2B03:00")]
    public async Task A_start_after_the_end_is_refused(string query) => await Bora.Get($"{Filter}?{query}").Refused(400);

    [Fact]
    public async Task Dates_decide_also_where_the_clock_was_set_back()
    {
        await EnterAt("2026-11-23T09:15:00.000Z");
        await Ayse.Say("first");
        At("2026-11-23T08:00:00.000Z");
        await Ayse.Say("second, an hour before");
        At("2026-11-23T09:30:00.000Z");
        await Ayse.Say("third");
        Assert.Equal(["second, an hour before"], (await Bora.Find(("offDateEn", "2026-11-23T09:00Z"))).Contents());
        Assert.Equal(["third", "first"], (await Bora.Find(("onDateSt", "2026-11-23T09:00Z"))).Contents());
        Assert.Equal(["first"], (await Bora.Find(("onDateSt", "2026-11-23T09:00Z"), ("content", "fir"))).Contents());
    }

    private Task EnterAt(string date)
    {
        At(date);
        return EnterAnother();
    }

    private void At(string date) => Server.Clock.AdjustTime(DateTimeOffset.Parse(date, null));
}
