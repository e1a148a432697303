using static Readback.Tests.Chat.ChatSteps;

namespace Readback.Tests.Chat;

/// <summary>Contract, section 3: in which order messages are found.</summary>
public sealed class FilterOrderTests(ChatHouse house) : ChatTest(house)
{
    [Theory]
    [InlineData("", "c4 a3 b2 a1")]
    [InlineData("sort=creationDate", "a1 b2 a3 c4")]
    [InlineData("sort=creationDate,asc", "a1 b2 a3 c4")]
    [InlineData("sort=creationDate,desc", "c4 a3 b2 a1")]
    [InlineData("sort=creationDate%2Cdesc", "c4 a3 b2 a1")]
    [InlineData("sort=id,asc", "a1 b2 a3 c4")]
    [InlineData("sort=id,desc", "c4 a3 b2 a1")]
    [InlineData("sort=createdBy", "a1 a3 b2 c4")]
    [InlineData("sort=createdBy,desc", "c4 b2 a3 a1")]
    [InlineData("sort=createdBy&sort=id,desc", "a3 a1 b2 c4")]
    [InlineData("sort=createdBy&sort=creationDate,desc", "a3 a1 b2 c4")]
    [InlineData("sort=createdBy,desc&sort=creationDate", "c4 b2 a1 a3")]
    [InlineData("sort=createdBy,desc&sort=creationDate,asc&sort=id,desc", "c4 b2 a1 a3")]
    [InlineData("sort=createdBy&sort=createdBy,desc", "a3 a1 b2 c4")] // a tie: the last sort's direction
    [InlineData("sort=creationDate&sort=createdBy,desc", "a1 b2 a3 c4")]
    [InlineData("sort=id,desc&sort=createdBy", "c4 a3 b2 a1")]
    public async Task Messages_come_in_the_order_asked_for(string sort, string expected)
    {
        await Ayse.Say("a1");
        await Bora.Say("b2");
        await Ayse.Say("a3");
        await Chen.Say("c4");
        foreach (var criteria in (string[])["", "onDateSt=2026-01-01"])
        {
            var all = await Chen.Read($"{Filter}?{criteria}&{sort}");
            Assert.Equal(expected, string.Join(' ', all.Contents()));
            Assert.Equal(sort != "", (bool)all["sort"]!["sorted"]!);
            var pages = new List<string>();
            for (var page = 0; page < 4; page++)
            {
                pages.AddRange((await Chen.Read($"{Filter}?{criteria}&{sort}&size=1&page={page}")).Contents());
            }
            Assert.Equal(expected, string.Join(' ', pages));
        }
    }

    [Fact]
    public async Task Found_text_comes_in_the_order_asked_for_too()
    {
        await Ayse.Say("valve a1");
        await Bora.Say("valve b2");
        await Ayse.Say("valve a3");
        foreach (var content in (string[])["valve", "v"])
        {
            Assert.Equal(["valve a3", "valve b2", "valve a1"], (await Chen.Find(("content", content))).Contents());
            Assert.Equal(["valve a1", "valve b2", "valve a3"], (await Chen.Find(("content", content), ("sort", "id"))).Contents());
            Assert.Equal(["valve a3", "valve a1", "valve b2"],
                (await Chen.Find(("content", content), ("sort", "createdBy"), ("sort", "creationDate,desc"))).Contents());
            Assert.Equal(["valve b2"], (await Chen.Find(("content", content), ("size", "1"), ("page", "1"))).Contents());
        }
    }

    [Fact]
    public async Task Creation_dates_sort_in_the_order_of_the_log_also_where_the_clock_was_set_back()
    {
        await Ayse.Say("one");
        Server.Clock.AdjustTime(Server.Clock.GetUtcNow().AddMinutes(-1));
        await Ayse.Say("two");
        Assert.Equal(["one", "two"], (await Bora.Find(("sort", "creationDate"))).Contents());
        Assert.Equal(["one", "two"], (await Bora.Find(("sort", "creationDate"), ("from", "ayse"))).Contents());
        Assert.Equal(["two", "one"], (await Bora.Find(("onDateSt", "2026-01-01"))).Contents());
    }
}
