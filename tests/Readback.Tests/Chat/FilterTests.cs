using static Readback.Tests.Chat.ChatSteps;

namespace Readback.Tests.Chat;

/// <summary>Contract, section 3: Filter, by content and by sender.</summary>
public sealed class FilterTests(ChatHouse house) : ChatTest(house)
{
    [Fact]
    public async Task Without_criteria_it_is_the_whole_history_for_any_current_member()
    {
        var first = Wire.Message(await Ayse.Say("one"), 1, "one", "ayse", Now);
        var second = Wire.Message(await Bora.Say("two"), 2, "two", "bora", Now);
        await Server.AddUser("irem", Space);
        var irem = await Server.LogIn("irem", Space);
        Wire.AssertSame(Wire.Page([second, first], total: 2), await irem.Read(Filter));
        Wire.AssertSame(Wire.Page([second, first], total: 2), await irem.Read($"{Filter}?content=&from=&onDateSt=&offDateEn=&page=&size=&sort="));
        Wire.AssertSame(Wire.Page([first, second], total: 2, sorted: true), await irem.Read($"{Filter}?sort=creationDate"));
    }

    [Fact]
    public async Task A_former_member_finds_nothing_any_more()
    {
        await Bora.Say("one");
        await Server.Leave("bora", Space);
        await Bora.Get(Filter).Refused(403);
        await Bora.Get($"{Messages}/by-number/1").Refused(403);
    }

    [Theory]
    [InlineData("valve")]
    [InlineData("VALVE")]
    [InlineData("v")]
    [InlineData("ve")]
    [InlineData(" 3 ")]
    [InlineData("Valve 3 is open.")]
    public async Task Content_is_a_part_of_the_text_case_ignored(string content)
    {
        await Ayse.SayAll("Valve 3 is open.", "All quiet, no hum.");
        Assert.Equal(["Valve 3 is open."], (await Bora.Find(("content", content))).Contents());
    }

    [Theory]
    [InlineData("isı değiştirici", "ISI DEĞİŞTİRİCİ")]
    [InlineData("ISI DEĞİŞTİRİCİ", "ısı değiştirici")]
    [InlineData("DEGISTIRICI", "degıştırıcı", false)] // ş is no s
    [InlineData("istasyon", "İSTASYON ISTASYON ıstasyon")]
    [InlineData("ıİIi", "iiii")]
    [InlineData("ΣΊΣΥΦΟΣ", "σίσυφος")]
    [InlineData("ς", "Σ")]
    [InlineData("КЛАПАН", "клапан")]
    [InlineData("\u212a", "k")] // the Kelvin sign
    [InlineData("ſ", "S")]
    [InlineData("ß", "ẞ")]
    [InlineData("ß", "ss", false)] // simple folding keeps the length
    [InlineData("é", "É")]
    [InlineData("é", "e\u0301", false)] // nothing is normalised
    [InlineData("𐐀", "𐐨")] // letters beyond 16 bits
    [InlineData("ǅ", "ǆ")]
    [InlineData("Ａ", "ａ")]
    public async Task Case_is_Unicodes_simple_folding_with_one_letter_i(string content, string text, bool isFound = true)
    {
        await Ayse.SayAll(text, "xyz");
        Assert.Equal(isFound ? [text] : [], (await Bora.Find(("content", content))).Contents());
        await Ayse.SayAll($"before {text} after");
        Assert.Equal(isFound ? 2 : 0, (long)(await Bora.Find(("content", content)))["totalElements"]!);
    }

    [Theory]
    [InlineData("%")]
    [InlineData("_")]
    [InlineData("100%")]
    [InlineData("a_b")]
    [InlineData("\"quoted\"")]
    [InlineData("'")]
    [InlineData("''; --")]
    [InlineData("*")]
    [InlineData("pump* AND NOT")]
    [InlineData("NEAR(")]
    [InlineData("^")]
    [InlineData("\\")]
    [InlineData("\\%")]
    [InlineData("(")]
    [InlineData("a:b")]
    [InlineData("line\nbreak")]
    [InlineData("  ")]
    [InlineData("🔧")]
    [InlineData("🔧🔧")]
    [InlineData("🔧🔧🔧")]
    [InlineData("👩‍🔧")]
    [InlineData("\u200b\u200b\u200b")]
    public async Task No_character_is_special(string content)
    {
        await Ayse.SayAll("nothing of that kind", $"a{content}b", "100 aXb quoted pump NEAR a b");
        Assert.Equal([$"a{content}b"], (await Bora.Find(("content", content))).Contents());
    }

    [Fact]
    public async Task A_character_that_no_message_can_hold_is_found_in_none()
    {
        await Ayse.SayAll("abc", "abcdef");
        Assert.Empty((await Bora.Read($"{Filter}?content=%00")).Rows());
        Assert.Empty((await Bora.Read($"{Filter}?content=abc%00")).Rows());
        Assert.Empty((await Bora.Read($"{Filter}?content=abc%00def")).Rows());
        Assert.Empty((await Bora.Read($"{Filter}?from=ayse%00")).Rows());
    }

    [Fact]
    public async Task Half_an_emoji_is_no_part_of_it()
    {
        await Ayse.Say("🔧");
        Assert.Empty((await Bora.Find(("content", "🔨"))).Rows()); // shares the first half
    }

    [Fact]
    public async Task Content_may_be_as_long_as_a_message()
    {
        var longest = string.Concat(Enumerable.Range(0, 800).Select(n => $"{n:0000}ş"));
        Assert.Equal(4000, longest.Length);
        await Ayse.SayAll(longest, longest[..3999] + "x");
        Assert.Equal([longest], (await Bora.Find(("content", longest.ToUpperInvariant()))).Contents());
        await Bora.Get(Filter.With(("content", longest + "y"))).Refused(400);
    }

    [Fact]
    public async Task From_is_the_senders_whole_name_case_ignored()
    {
        await Server.AddUser("İlkay %_", Space);
        var ilkay = await Server.LogIn("İlkay %_", Space);
        await Ayse.Say("from Ayse");
        await ilkay.Say("from İlkay");
        Assert.Equal(["from Ayse"], (await Bora.Find(("from", "AYSE"))).Contents());
        Assert.Equal(["from İlkay"], (await Bora.Find(("from", "ILKAY %_"))).Contents());
        foreach (var nobody in (string[])["ays", "ayse ", " ayse", "%", "_yse", "ilkay", "nobody", "ilkay __"])
        {
            Assert.Empty((await Bora.Find(("from", nobody))).Rows());
        }
        Assert.Empty((await Bora.Find(("from", new string('x', 50)))).Rows());
        await Bora.Get(Filter.With(("from", new string('x', 51)))).Refused(400);
    }

    [Fact]
    public async Task Senders_who_have_left_are_still_found()
    {
        await Bora.Say("from Bora");
        await Server.Leave("bora", Space);
        Assert.Equal(["from Bora"], (await Ayse.Find(("from", "Bora"))).Contents());
    }

    [Fact]
    public async Task Everything_that_is_given_must_hold()
    {
        await Ayse.SayAll("valve open", "pump on");
        await Bora.SayAll("valve shut", "pump off");
        Assert.Equal(["valve open"], (await Chen.Find(("content", "VALVE"), ("from", "ayse"))).Contents());
        Assert.Equal(["valve shut"], (await Chen.Find(("content", "ve"), ("from", "bora"), ("onDateSt", Now), ("offDateEn", Now))).Contents());
        Assert.Empty((await Chen.Find(("content", "open"), ("from", "bora"))).Rows());
    }

    [Fact]
    public async Task Other_spaces_are_not_searched()
    {
        var space = Space;
        await EnterAnother();
        await Ayse.Say("valve elsewhere");
        Ayse.Space = Bora.Space = space;
        await Ayse.Say("valve here");
        foreach (var content in (string[])["valve", "va", "e"])
        {
            Assert.Equal(["valve here"], (await Bora.Find(("content", content))).Contents());
        }
        Assert.Equal(["valve here"], (await Bora.Find(("from", "ayse"))).Contents());
        Assert.Equal(["valve here"], (await Bora.Find(("onDateSt", "2026-11-23"))).Contents());
    }

    [Fact]
    public async Task Totals_are_exact_whatever_is_asked_for()
    {
        foreach (var n in Enumerable.Range(1, 45))
        {
            await (n % 3 == 0 ? Ayse : Bora).Say($"message {n}{(n % 5 == 0 ? " five" : "")}");
        }
        async Task AssertTotal(long total, params (string, string)[] query)
        {
            var page = await Chen.Find([.. query, ("size", "4"), ("page", "1")]);
            Assert.Equal(total, (long)page["totalElements"]!);
            Assert.Equal((total + 3) / 4, (long)page["totalPages"]!);
            Assert.Equal(Math.Clamp(total - 4, 0, 4), page.Rows().Count);
        }
        await AssertTotal(45);
        await AssertTotal(45, ("sort", "createdBy"));
        await AssertTotal(9, ("content", "five"));
        await AssertTotal(9, ("content", "ve"));
        await AssertTotal(15, ("from", "ayse"));
        await AssertTotal(3, ("from", "ayse"), ("content", "five"));
        await AssertTotal(3, ("from", "ayse"), ("content", "fi"));
        await AssertTotal(45, ("onDateSt", "2026-11-23"));
        await AssertTotal(0, ("content", "nowhere"));
    }
}
