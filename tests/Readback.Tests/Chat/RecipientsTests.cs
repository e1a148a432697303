using static Readback.Tests.Chat.ChatSteps;

namespace Readback.Tests.Chat;

/// <summary>Contract, section 3: Recipients, the caller's inbox.</summary>
public sealed class RecipientsTests(ChatHouse house) : ChatTest(house)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task An_empty_inbox_is_one_empty_page()
    {
        Wire.AssertSame(Wire.Page([], total: 0), await Ayse.Read(Inbox));
    }

    [Fact]
    public async Task Rows_say_who_sent_what_and_when_it_was_read()
    {
        var first = Wire.Message(await Ayse.Say("from Ayse"), 1, "from Ayse", "ayse", Now);
        Server.Clock.Advance(Minute);
        var sentAt = Now;
        var second = Wire.Message(await Bora.Say("from Bora"), 2, "from Bora", "bora", sentAt);
        Server.Clock.Advance(Minute);
        var third = Wire.Message(await Ayse.Say("unread"), 3, "unread", "ayse", Now);
        Server.Clock.Advance(Minute);
        await Bora.MarkRead((string)first["id"]!);

        var page = await Bora.Read(Inbox);
        page.TakeIds();
        Wire.AssertSame(
            Wire.Page([Wire.Row(third, "bora", null), Wire.Row(second, "bora", sentAt), Wire.Row(first, "bora", Now)], total: 3), page);
    }

    [Fact]
    public async Task Rows_have_ids_of_their_own_over_people_and_spaces()
    {
        await Ayse.SayAll("one", "two");
        var ids = (await Ayse.Read(Inbox)).TakeIds();
        ids.AddRange((await Bora.Read(Inbox)).TakeIds());
        Assert.Equal(ids[..2], (await Ayse.Read(Inbox)).TakeIds());
        await EnterAnother();
        await Ayse.SayAll("one", "two");
        ids.AddRange((await Ayse.Read(Inbox)).TakeIds());
        Assert.Equal(6, ids.Distinct().Count());
    }

    [Fact]
    public async Task The_newest_comes_first_unless_asked_otherwise()
    {
        await Ayse.SayAll("one", "two", "three");
        Assert.Equal(["three", "two", "one"], (await Bora.Read(Inbox)).Contents());
        foreach (var property in (string[])["creationDate", "id"])
        {
            Assert.Equal(["one", "two", "three"], (await Bora.Read($"{Inbox}?sort={property}")).Contents());
            Assert.Equal(["one", "two", "three"], (await Bora.Read($"{Inbox}?sort={property},asc")).Contents());
            Assert.Equal(["three", "two", "one"], (await Bora.Read($"{Inbox}?sort={property},desc")).Contents());
        }
        Assert.Equal(["one", "two", "three"], (await Bora.Read($"{Inbox}?sort=creationDate,asc&sort=id,desc")).Contents());
        Assert.Equal(["three", "two", "one"], (await Bora.Read($"{Inbox}?sort=id,desc&sort=creationDate,asc")).Contents());
    }

    [Fact]
    public async Task Read_and_unread_are_told_apart_with_exact_totals()
    {
        var ids = await Ayse.SayAll("one", "two", "three", "four", "five");
        await Bora.MarkRead(ids[1], ids[3]);
        foreach (var (isRead, newestFirst) in ((string, string[])[])[("true", ["four", "two"]), ("false", ["five", "three", "one"])])
        {
            var page = await Bora.Read($"{Inbox}?isRead={isRead}&size=2");
            Assert.Equal(newestFirst[..2], page.Contents());
            Assert.Equal(newestFirst.Length, (long)page["totalElements"]!);
            Assert.Equal(newestFirst[2..], (await Bora.Read($"{Inbox}?isRead={isRead}&size=2&page=1")).Contents());
            Assert.Equal(newestFirst.Reverse(), (await Bora.Read($"{Inbox}?isRead={isRead}&sort=id")).Contents());
        }
        Assert.Equal(5, (await Bora.Read($"{Inbox}?isRead=")).Rows().Count);
        Assert.Equal(5, (await Ayse.Read($"{Inbox}?isRead=true")).Rows().Count);
    }

    [Theory]
    [InlineData("isRead=yes")]
    [InlineData("isRead=True")]
    [InlineData("isRead=1")]
    [InlineData("isRead=%20true")]
    [InlineData("isRead=true&isRead=false")]
    [InlineData("sort=createdBy")]
    [InlineData("sort=username")]
    [InlineData("sort=CreationDate")]
    public async Task What_is_not_understood_is_refused(string query) => await Bora.Get($"{Inbox}?{query}").Refused(400);

    [Fact]
    public async Task A_member_has_what_was_sent_meanwhile_and_nothing_else()
    {
        await Server.AddUser("gul");
        await Ayse.Say("before");
        await Server.Join("gul", Space);
        var gul = await Server.LogIn("gul", Space);
        Wire.AssertSame(Wire.Page([], total: 0), await gul.Read(Inbox));
        var first = await Ayse.Say("during");
        await gul.MarkRead(first);
        await Server.Leave("gul", Space);
        await gul.Get(Inbox).Refused(403);
        await Ayse.Say("between");
        await Server.Join("gul", Space);
        Assert.Equal(["during"], (await gul.Read(Inbox)).Contents());
        await Ayse.Say("again");

        var page = await gul.Read(Inbox);
        Assert.Equal(["again", "during"], page.Contents());
        Assert.Equal([false, true], page.Rows().Select(row => (bool)row["isRead"]!));
        Assert.Equal(2, (long)page["totalElements"]!);
        Assert.Equal(["during", "again"], (await gul.Read($"{Inbox}?sort=id")).Contents());
        Assert.Equal(["during"], (await gul.Read($"{Inbox}?page=1&size=1")).Contents());
        Assert.Equal(["again"], (await gul.Read($"{Inbox}?isRead=false")).Contents());
    }

    [Fact]
    public async Task Joining_and_leaving_with_nothing_said_meanwhile_leaves_no_trace()
    {
        await Server.AddUser("hale");
        await Ayse.Say("before");
        for (var times = 0; times < 3; times++)
        {
            await Server.Join("hale", Space);
            await Server.Leave("hale", Space);
        }
        await Server.Join("hale", Space);
        var hale = await Server.LogIn("hale", Space);
        await Ayse.Say("after");
        Assert.Equal(["after"], (await hale.Read(Inbox)).Contents());
        Assert.Equal((1, 1), await hale.Counts());
    }

    [Fact]
    public async Task The_order_is_the_logs_also_where_the_clock_was_set_back()
    {
        await Ayse.Say("one");
        Server.Clock.AdjustTime(Server.Clock.GetUtcNow() - Minute);
        await Ayse.Say("two");
        var page = await Bora.Read($"{Inbox}?sort=creationDate");
        Assert.Equal(["one", "two"], page.Contents());
        Assert.True(string.CompareOrdinal((string)page.Rows()[0]["creationDate"]!, (string)page.Rows()[1]["creationDate"]!) > 0);
    }

    [Fact]
    public async Task A_page_says_what_position_of_the_log_it_shows()
    {
        var before = await Ayse.Position();
        var ids = await Ayse.SayAll("one", "two");
        await Bora.MarkRead(ids);
        foreach (var path in (string[])[Inbox, Filter, Filter + "?content=one", "/api/chat/unread", $"{Messages}/{ids[0]}/recipients", "/api/chat/receipts?fromNumber=1&toNumber=2"])
        {
            using var answer = await Chen.Get(path);
            await answer.Is(200);
            Assert.Equal(before + 3, answer.LogPosition());
        }
    }

    [Fact]
    public async Task Unread_is_counted_with_exactly_two_members()
    {
        var ids = await Ayse.SayAll("one", "two", "three");
        await Bora.MarkRead(ids[1]);
        Wire.AssertSame(new System.Text.Json.Nodes.JsonObject { ["unread"] = 2, ["total"] = 3 }, await Bora.Read("/api/chat/unread"));
    }
}
