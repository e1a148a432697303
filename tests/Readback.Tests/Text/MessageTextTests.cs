using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using Readback.Text;

namespace Readback.Tests.Text;

public sealed class MessageTextTests
{
    // PropList.txt, White_Space: 25 code points. U+180E, U+200B and U+FEFF are not among them.
    private static readonly HashSet<char> WhiteSpace =
    [
        .. "\u0009\u000A\u000B\u000C\u000D\u0020\u0085\u00A0\u1680",
        .. "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u2028\u2029\u202F\u205F\u3000",
    ];

    [Theory]
    [InlineData("Valve 7 open")]
    [InlineData(" x ")]
    [InlineData("\n<b>&amp;\t")]
    [InlineData("\u0001")]
    [InlineData("\u200B")]
    [InlineData("\uFEFF")]
    [InlineData("\uFFFF")]
    [InlineData("🔧")]
    [InlineData("𐐀𐐨")]
    public void What_is_not_blank_is_fine(string content) =>
        Assert.Equal(MessageTextFault.None, MessageText.Check(content));

    [Fact]
    public void Nothing_at_all_is_empty() => Assert.Equal(MessageTextFault.Empty, MessageText.Check(""));

    [Fact]
    public void Blank_is_what_holds_only_Unicodes_white_space()
    {
        Assert.Equal(25, WhiteSpace.Count);
        Assert.Equal(MessageTextFault.Blank, MessageText.Check(string.Concat(WhiteSpace)));

        var blanks = from unit in Enumerable.Range(0, 0x10000).Select(unit => (char)unit)
                     where MessageText.Check($"{unit}") == MessageTextFault.Blank
                     select unit;
        Assert.Equal(WhiteSpace.Order(), blanks);
    }

    [Fact]
    public void The_limit_counts_UTF16_units()
    {
        Assert.Equal(4000, MessageText.MaxUnits);
        Assert.Equal(MessageTextFault.None, MessageText.Check(new string('x', 4000)));
        Assert.Equal(MessageTextFault.TooLong, MessageText.Check(new string('x', 4001)));
        Assert.Equal(MessageTextFault.TooLong, MessageText.Check(new string(' ', 4001)));
        Assert.Equal(MessageTextFault.None, MessageText.Check(string.Concat(Enumerable.Repeat("🔧", 2000))));
        Assert.Equal(MessageTextFault.TooLong, MessageText.Check(string.Concat(Enumerable.Repeat("🔧", 2001))));
    }

    [Theory]
    [InlineData("\0")]
    [InlineData("a\0b")]
    [InlineData(" \0")]
    public void The_character_zero_is_refused(string content) =>
        Assert.Equal(MessageTextFault.Nul, MessageText.Check(content));

    // Escaped once more: an attribute's text is stored as UTF-8, which cannot hold a lone surrogate.
    [Theory]
    [InlineData(@"\uD83D")]
    [InlineData(@"\uDD27")]
    [InlineData(@"\uDD27\uD83D")]
    [InlineData(@"\uD83D\uD83D\uDD27")]
    [InlineData(@"\uD83D\uDD27\uDD27")]
    [InlineData(@"x\uD83Dx")]
    [InlineData(@"🔧 x\uDD27")]
    public void A_surrogate_needs_its_partner(string escaped) =>
        Assert.Equal(MessageTextFault.LoneSurrogate, MessageText.Check(Regex.Unescape(escaped)));

    [Fact]
    public void Lone_surrogates_are_found_wherever_they_stand() =>
        Gen.OneOf('x', '\uD83D', '\uDD27').Array[1, 12].Select(units => new string(units)).Sample(content =>
            Assert.Equal(
                content.EnumerateRunes().Contains(Rune.ReplacementChar),
                MessageText.Check(content) == MessageTextFault.LoneSurrogate));

    [Theory]
    [InlineData(MessageTextFault.Empty, "empty")]
    [InlineData(MessageTextFault.Blank, "white space")]
    [InlineData(MessageTextFault.TooLong, "4000")]
    [InlineData(MessageTextFault.Nul, "U+0000")]
    [InlineData(MessageTextFault.LoneSurrogate, "surrogate")]
    public void Every_fault_names_the_field_and_the_rule(object fault, string rule)
    {
        var sentence = MessageText.Describe((MessageTextFault)fault);

        Assert.StartsWith("content: ", sentence, StringComparison.Ordinal);
        Assert.Contains(rule, sentence, StringComparison.Ordinal);
    }
}
