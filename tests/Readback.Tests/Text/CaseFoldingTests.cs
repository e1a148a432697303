using System.Text;
using CsCheck;
using Readback.Text;

namespace Readback.Tests.Text;

public sealed class CaseFoldingTests
{
    [Theory]
    [InlineData("Boiler 2: VALVE open", "boiler 2: valve open")]
    [InlineData("ÇĞÖŞÜ", "çğöşü")]
    [InlineData("ẞ", "ß")]
    [InlineData("ſ", "s")]
    [InlineData("\u212A", "k")] // Kelvin sign
    [InlineData("\u212B", "å")] // Ångström sign
    [InlineData("µ", "\u03BC")] // micro sign, to the Greek letter
    [InlineData("ΣΑΣ", "σασ")]
    [InlineData("σας", "σασ")]
    [InlineData("ЖУРНАЛ", "журнал")]
    [InlineData("\u13A0\uAB70", "\u13A0\u13A0")] // Cherokee folds to its capitals
    [InlineData("\u13F8", "\u13F0")]
    [InlineData("\u1C90\u10D0", "\u10D0\u10D0")] // Georgian Mtavruli
    [InlineData("\u10A0", "\u2D00")] // Georgian Asomtavruli
    [InlineData("𐐀𐐨", "𐐨𐐨")] // Deseret, beyond the Basic Multilingual Plane
    [InlineData("𞤀", "𞤢")] // Adlam
    [InlineData("\u1FD3 \u1FE3 \uFB05", "\u0390 \u03B0 \uFB06")] // status S, no case mapping joins these
    public void Text_folds_by_Unicodes_simple_folding(string text, string folded) =>
        Assert.Equal(folded, CaseFolding.Fold(text));

    [Theory]
    [InlineData("ß", "SS")]
    [InlineData("ﬁ", "fi")]
    [InlineData("é", "e\u0301")]
    [InlineData("é", "e")]
    [InlineData("a", "b")]
    public void What_only_full_folding_or_normalising_would_join_stays_apart(string one, string other) =>
        Assert.False(CaseFolding.Same(one, other));

    [Fact]
    public void The_four_letters_i_are_one()
    {
        Assert.Equal("iiii", CaseFolding.Fold("iIıİ"));
        Assert.True(CaseFolding.Same("ISI DEĞİŞTİRİCİ", "ısı değiştirici"));
        Assert.True(CaseFolding.Same("VALVE ISOLATION", "valve ısolatıon"));
    }

    [Theory]
    [InlineData("%_\\*?[]")]
    [InlineData("1187 – 42 °")]
    [InlineData("安全阀")]
    [InlineData("valve 🔧")]
    public void What_has_no_case_stays_as_it_is(string text) => Assert.Equal(text, CaseFolding.Fold(text));

    [Fact]
    public void A_lone_surrogate_stays_and_so_does_its_place() =>
        Assert.Equal("\uDC00x\uD801x\uD801", CaseFolding.Fold("\uDC00X\uD801X\uD801"));

    [Fact]
    public void Lower_case_ascii_costs_no_copy()
    {
        var text = string.Concat("pump-", "7 % _");

        Assert.Same(text, CaseFolding.Fold(text));
    }

    [Fact]
    public void Folding_twice_is_folding_once_and_lengths_stay() => AnyText.Sample(text =>
    {
        var folded = CaseFolding.Fold(text);
        Assert.Equal(folded, CaseFolding.Fold(folded));
        Assert.Equal(text.Length, folded.Length);
        Assert.True(CaseFolding.Same(text, folded));
    });

    [Fact]
    public void The_whole_folds_like_its_parts() => Gen.Select(AnyText, AnyText).Sample((head, tail) =>
        Assert.Equal(CaseFolding.Fold(head) + CaseFolding.Fold(tail), CaseFolding.Fold($"{head}{tail}")));

    [Fact]
    public void Every_code_point_folds_to_one_of_the_same_length_and_no_further()
    {
        var offenders = from rune in AllRunes
                        let folded = FoldOf(rune)
                        where folded.Utf16SequenceLength != rune.Utf16SequenceLength || FoldOf(folded) != folded
                        select rune;

        Assert.Empty(offenders);
    }

    private static readonly Gen<string> AnyText =
        Gen.OneOf(Gen.Int[0, 0x7F], Gen.Int[0x80, 0x5FF], Gen.Int[0x600, 0xD7FF], Gen.Int[0xE000, 0x10FFFF])
            .Select(codePoint => new Rune(codePoint).ToString()).Array[0, 20].Select(string.Concat);

    private static IEnumerable<Rune> AllRunes =>
        from codePoint in Enumerable.Range(0, 0x110000)
        where Rune.IsValid(codePoint)
        select new Rune(codePoint);

    private static Rune FoldOf(Rune rune) => CaseFolding.Fold(rune.ToString()).EnumerateRunes().Single();
}
