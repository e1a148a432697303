using System.Text.Json.Nodes;
using static Readback.Tests.Chat.ChatSteps;

namespace Readback.Tests.Chat;

/// <summary>Contract, section 3: Paging. The same rules for an inbox, the filter and the receipts.</summary>
public sealed class PagingTests(ChatHouse house) : ChatTest(house)
{
    private static readonly JsonObject Sorted = new() { ["sorted"] = true, ["unsorted"] = false, ["empty"] = false };
    private static readonly JsonObject Unsorted = new() { ["sorted"] = false, ["unsorted"] = true, ["empty"] = true };

    [Fact]
    public async Task A_page_has_exactly_the_members_of_the_contract()
    {
        await Ayse.SayAll([.. Enumerable.Range(1, 5).Select(n => $"message {n}")]);
        foreach (var path in (string[])[Inbox, Filter])
        {
            var page = await Bora.Read($"{path}?page=1&size=2");
            Assert.Equal(2, page.Rows().Count);
            page["content"] = new JsonArray();
            Wire.AssertSame(
                new JsonObject
                {
                    ["content"] = new JsonArray(),
                    ["pageable"] = new JsonObject
                    {
                        ["pageNumber"] = 1, ["pageSize"] = 2, ["offset"] = 2, ["sort"] = Unsorted.DeepClone(), ["paged"] = true, ["unpaged"] = false,
                    },
                    ["totalElements"] = 5, ["totalPages"] = 3, ["number"] = 1, ["size"] = 2, ["numberOfElements"] = 2,
                    ["first"] = false, ["last"] = false, ["empty"] = false, ["sort"] = Unsorted.DeepClone(),
                },
                page);
        }
    }

    [Theory]
    [InlineData("", 0, 20)]
    [InlineData("page=3", 3, 20)]
    [InlineData("size=7", 0, 7)]
    [InlineData("pageNumber=3", 3, 20)]
    [InlineData("pageSize=7", 0, 7)]
    [InlineData("pageNumber=1&pageSize=2", 1, 2)]
    [InlineData("page=1&pageSize=2", 1, 2)]
    [InlineData("page=&size=", 0, 20)]
    [InlineData("page=&pageNumber=2", 2, 20)]
    [InlineData("page=00&size=007", 0, 7)]
    [InlineData("size=1", 0, 1)]
    [InlineData("size=2000", 0, 2000)]
    [InlineData("size=2001", 0, 2000)]
    [InlineData("size=2147483647", 0, 2000)]
    [InlineData("page=2147483647", int.MaxValue, 20)]
    [InlineData("page=2147483647&size=2147483647", int.MaxValue, 2000)]
    public async Task Page_and_size_are_what_was_asked_for(string query, int number, int size)
    {
        var id = await Ayse.Say("one");
        foreach (var path in (string[])[Inbox, Filter, Filter + "?content=one", Filter + "?from=ayse&sort=createdBy", $"{Messages}/{id}/recipients"])
        {
            var page = await Bora.Read($"{path}{(path.Contains('?') ? '&' : '?')}{query}");
            Assert.Equal((number, size), ((int)page["number"]!, (int)page["size"]!));
            Assert.Equal((number, size), ((int)page["pageable"]!["pageNumber"]!, (int)page["pageable"]!["pageSize"]!));
            Assert.Equal((long)number * size, (long)page["pageable"]!["offset"]!);
        }
    }

    [Theory]
    [InlineData("page=-1")]
    [InlineData("page=abc")]
    [InlineData("page=1.5")]
    [InlineData("page=%2B1")]
    [InlineData("page=1e3")]
    [InlineData("page=0x1")]
    [InlineData("page=%201")]
    [InlineData("page=%D9%A1")]
    [InlineData("page=2147483648")]
    [InlineData("page=99999999999999999999")]
    [InlineData("page=1&page=2")]
    [InlineData("pageNumber=-1")]
    [InlineData("size=0")]
    [InlineData("size=-1")]
    [InlineData("size=abc")]
    [InlineData("size=2147483648")]
    [InlineData("pageSize=0")]
    [InlineData("sort=nope")]
    [InlineData("sort=id;asc")]
    [InlineData("sort=id,")]
    [InlineData("sort=id,up")]
    [InlineData("sort=id,asc,desc")]
    [InlineData("sort=,asc")]
    [InlineData("sort=ID")]
    [InlineData("sort=id&sort=nope")]
    [InlineData("sort=content")]
    [InlineData("sort=number")]
    public async Task What_is_not_understood_is_refused(string query)
    {
        var id = await Ayse.Say("one");
        var name = query[..query.IndexOf('=', StringComparison.Ordinal)];
        foreach (var path in (string[])[Inbox, Filter, $"{Messages}/{id}/recipients"])
        {
            Assert.StartsWith($"{name}:", await Bora.Get($"{path}?{query}").Refused(400));
        }
    }

    [Theory]
    [InlineData(0, 0, 0, true, true, true)]
    [InlineData(0, 1, 0, false, true, true)]
    [InlineData(4, 0, 2, true, false, false)]
    [InlineData(4, 1, 2, false, true, false)]
    [InlineData(4, 2, 2, false, true, true)]
    [InlineData(5, 1, 3, false, false, false)]
    [InlineData(5, 2, 3, false, true, false)]
    [InlineData(5, 2147483647, 3, false, true, true)]
    public async Task First_last_and_empty_follow_from_the_totals(int messages, int number, int pages, bool first, bool last, bool empty)
    {
        await Ayse.SayAll([.. Enumerable.Range(1, messages).Select(n => $"message {n}")]);
        foreach (var path in (string[])[Inbox, Inbox + "?isRead=false", Filter, Filter + "?content=message", Filter + "?from=ayse"])
        {
            var page = await Bora.Read($"{path}{(path.Contains('?') ? '&' : '?')}size=2&page={number}");
            Assert.Equal((messages, pages), ((int)page["totalElements"]!, (int)page["totalPages"]!));
            Assert.Equal((first, last, empty), ((bool)page["first"]!, (bool)page["last"]!, (bool)page["empty"]!));
            Assert.Equal(empty ? 0 : Math.Min(2, messages - (2 * number)), (int)page["numberOfElements"]!);
            Assert.Equal((int)page["numberOfElements"]!, page.Rows().Count);
        }
    }

    [Fact]
    public async Task Sorted_means_that_an_order_was_asked_for()
    {
        foreach (var (query, expected) in ((string, JsonObject)[])
            [("", Unsorted), ("?sort=", Unsorted), ("?sort=id", Sorted), ("?sort=creationDate,desc", Sorted), ("?sort=id,DESC", Sorted)])
        {
            foreach (var path in (string[])[Inbox, Filter])
            {
                var page = await Bora.Read(path + query);
                Wire.AssertSame(expected, page["sort"]);
                Wire.AssertSame(expected, page["pageable"]!["sort"]);
            }
        }
    }

    [Fact]
    public async Task Pages_together_are_the_whole_without_a_gap_or_a_repeat()
    {
        var texts = Enumerable.Range(1, 23).Select(n => $"message {n}").ToList();
        var ids = await Ayse.SayAll([.. texts]);
        await Server.Leave("chen", Space);
        await Ayse.Say("message not for Chen");
        await Server.Join("chen", Space);
        await Chen.MarkRead(ids[2], ids[3], ids[10]);
        foreach (var size in (int[])[1, 4, 5, 23, 100])
        {
            foreach (var sort in (string[])["", "&sort=id,asc", "&sort=creationDate,desc"])
            {
                var all = new List<string>();
                var number = 0;
                for (var last = false; !last; number++)
                {
                    var page = await Chen.Read($"{Inbox}?size={size}&page={number}{sort}");
                    all.AddRange(page.Contents());
                    last = (bool)page["last"]!;
                }
                Assert.Equal((23 + size - 1) / size, number);
                Assert.Equal(sort == "&sort=id,asc" ? texts : texts.AsEnumerable().Reverse(), all);
            }
        }
    }
}
