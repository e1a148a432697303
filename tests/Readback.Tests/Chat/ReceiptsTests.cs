using System.Text.Json.Nodes;
using static Readback.Tests.Chat.ChatSteps;

namespace Readback.Tests.Chat;

/// <summary>Contract, section 3: Receipts of one message, and of a screen full of them.</summary>
public sealed class ReceiptsTests(ChatHouse house) : ChatTest(house)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task There_is_one_row_for_every_recipient()
    {
        var sentAt = Now;
        var message = Wire.Message(await Bora.Say("one"), 1, "one", "bora", sentAt);
        Server.Clock.Advance(Minute);
        await Chen.MarkRead((string)message["id"]!);

        var page = await Ayse.Read(Of(message));
        page.TakeIds();
        Wire.AssertSame(
            Wire.Page([Wire.Row(message, "ayse", null), Wire.Row(message, "bora", sentAt), Wire.Row(message, "chen", Now)], total: 3), page);
    }

    [Fact]
    public async Task Rows_have_the_ids_they_have_in_the_inboxes()
    {
        var id = await Bora.Say("one");
        var ids = (await Ayse.Read($"{Messages}/{id}/recipients")).TakeIds();
        Assert.Equal((await Ayse.Read(Inbox)).TakeIds(), ids[..1]);
        Assert.Equal((await Chen.Read(Inbox)).TakeIds(), ids[2..]);
    }

    [Fact]
    public async Task They_are_sorted_by_name_or_by_read_date()
    {
        var id = await Bora.Say("one");
        Server.Clock.Advance(Minute);
        await Chen.MarkRead(id);
        Server.Clock.Advance(Minute);
        await Ayse.MarkRead(id);
        async Task AssertOrder(string sort, string expected)
        {
            var page = await Bora.Read($"{Messages}/{id}/recipients{sort}");
            Assert.Equal(expected, string.Join(' ', page.Rows().Select(row => (string)row["username"]!)));
            Assert.Equal(sort.Length > 0, (bool)page["sort"]!["sorted"]!);
        }
        await AssertOrder("", "ayse bora chen");
        await AssertOrder("?sort=username", "ayse bora chen");
        await AssertOrder("?sort=username,desc", "chen bora ayse");
        await AssertOrder("?sort=readDate", "bora chen ayse");
        await AssertOrder("?sort=readDate,desc", "ayse chen bora");
        foreach (var other in (string[])["creationDate", "id", "createdBy"])
        {
            await Bora.Get($"{Messages}/{id}/recipients?sort={other}").Refused(400);
        }
    }

    [Fact]
    public async Task Read_and_unread_are_told_apart_with_exact_totals()
    {
        var id = await Bora.Say("one");
        await Chen.MarkRead(id);
        var read = await Ayse.Read($"{Messages}/{id}/recipients?isRead=true&size=1");
        Assert.Equal(("bora", 2), ((string)read.Rows().Single()["username"]!, (int)read["totalElements"]!));
        var next = await Ayse.Read($"{Messages}/{id}/recipients?isRead=true&size=1&page=1");
        Assert.Equal("chen", (string)next.Rows().Single()["username"]!);
        var unread = await Ayse.Read($"{Messages}/{id}/recipients?isRead=false");
        Assert.Equal(("ayse", 1), ((string)unread.Rows().Single()["username"]!, (int)unread["totalElements"]!));
        await Ayse.Get($"{Messages}/{id}/recipients?isRead=maybe").Refused(400);
    }

    [Fact]
    public async Task Recipients_are_who_was_a_member_when_it_was_sent()
    {
        await Server.AddUser("jale");
        var before = await Ayse.Say("before Jale");
        await Server.Join("jale", Space);
        var during = await Ayse.Say("with Jale");
        await Server.Leave("jale", Space);
        var after = await Ayse.Say("after Jale");
        async Task AssertNames(string id, params string[] names)
        {
            var page = await Bora.Read($"{Messages}/{id}/recipients");
            Assert.Equal(names, page.Rows().Select(row => (string)row["username"]!));
            Assert.Equal(names.Length, (int)page["totalElements"]!);
        }
        await AssertNames(before, "ayse", "bora", "chen");
        await AssertNames(during, "ayse", "bora", "chen", "jale");
        await AssertNames(after, "ayse", "bora", "chen");
    }

    [Fact]
    public async Task Any_current_member_sees_them_also_of_messages_before_its_time_and_nobody_else()
    {
        var id = await Ayse.Say("one");
        await Server.AddUser("kaya", Space);
        var kaya = await Server.LogIn("kaya", Space);
        Assert.Equal(3, (await kaya.Read($"{Messages}/{id}/recipients")).Rows().Count);
        Assert.Single((await kaya.ReadNode("/api/chat/receipts?fromNumber=1&toNumber=1")).AsArray());
        await Server.Leave("kaya", Space);
        await kaya.Get($"{Messages}/{id}/recipients").Refused(403);
        await kaya.Get("/api/chat/receipts?fromNumber=1&toNumber=1").Refused(403);
    }

    [Fact]
    public async Task Counts_come_for_a_range_of_numbers()
    {
        var ids = await Ayse.SayAll("one", "two", "three", "four");
        await Bora.MarkRead(ids[1], ids[2]);
        await Chen.MarkRead(ids[2]);
        await Server.Leave("chen", Space);
        await Ayse.Say("five");
        Wire.AssertSame(
            new JsonArray(Count(2, 2, 3), Count(3, 3, 3), Count(4, 1, 3), Count(5, 1, 2)),
            await Bora.ReadNode("/api/chat/receipts?fromNumber=2&toNumber=150"));
        Wire.AssertSame(new JsonArray(Count(1, 1, 3)), await Bora.ReadNode("/api/chat/receipts?fromNumber=1&toNumber=1"));
        Wire.AssertSame(new JsonArray(), await Bora.ReadNode("/api/chat/receipts?fromNumber=6&toNumber=205"));
    }

    [Theory]
    [InlineData("fromNumber=1&toNumber=201")]
    [InlineData("fromNumber=2&toNumber=1")]
    [InlineData("fromNumber=0&toNumber=1")]
    [InlineData("fromNumber=-1&toNumber=1")]
    [InlineData("fromNumber=1")]
    [InlineData("toNumber=1")]
    [InlineData("fromNumber=&toNumber=")]
    [InlineData("fromNumber=a&toNumber=b")]
    [InlineData("fromNumber=1&toNumber=9223372036854775807")]
    [InlineData("fromNumber=1&toNumber=9223372036854775808")]
    public async Task A_range_holds_1_to_200_numbers(string query)
    {
        await Bora.ReadNode("/api/chat/receipts?fromNumber=1&toNumber=200");
        await Bora.ReadNode("/api/chat/receipts?fromNumber=9223372036854775800&toNumber=9223372036854775807");
        await Bora.Get($"/api/chat/receipts?{query}").Refused(400);
    }

    private static string Of(JsonObject message) => $"{Messages}/{(string)message["id"]!}/recipients";

    private static JsonObject Count(int number, int read, int recipients) =>
        new() { ["number"] = number, ["readCount"] = read, ["recipientCount"] = recipients };
}
