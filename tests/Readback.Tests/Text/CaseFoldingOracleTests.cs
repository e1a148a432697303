using System.Globalization;
using System.Text;
using Readback.Text;

namespace Readback.Tests.Text;

/// <summary>
/// The table against a source of its own: .NET's data on case. Two characters fold alike exactly where a chain of
/// simple mappings to upper and lower case joins them, but for what CaseFolding.txt and the house do on purpose.
/// </summary>
public sealed class CaseFoldingOracleTests
{
    private static readonly string[] JoinedOnPurpose =
    [
        "0049 0069 0130 0131", // I i İ ı: the four letters are one
        "0053 0073 017F", // S s ſ: .NET keeps ASCII apart from the rest
        "0390 1FD3", "03B0 1FE3", "FB05 FB06", // in CaseFolding.txt for their canonical or full equivalence
    ];

    private static readonly string[] PartsOfThese = ["0049 0069", "0053 0073"];

    [Fact]
    public void Characters_fold_alike_where_case_joins_them()
    {
        var byCase = JoinedByCase().Select(AsText).ToHashSet();
        var byFolding = JoinedByFolding().Select(AsText).ToHashSet();

        Assert.True(byCase.Count > 1300, "the oracle knows the world's scripts");
        Assert.Equal(PartsOfThese, byCase.Except(byFolding).Order());
        Assert.Equal(JoinedOnPurpose, byFolding.Except(byCase).Order());
    }

    private static IEnumerable<IEnumerable<Rune>> JoinedByFolding() =>
        AllRunes.GroupBy(rune => CaseFolding.Fold(rune.ToString())).Where(alike => alike.Count() > 1);

    private static IEnumerable<IEnumerable<Rune>> JoinedByCase()
    {
        var heads = new Dictionary<Rune, Rune>();
        foreach (var rune in AllRunes)
        {
            Join(rune, Rune.ToLowerInvariant(rune));
            Join(rune, Rune.ToUpperInvariant(rune));
        }
        return heads.Keys.Concat(heads.Values).Distinct().GroupBy(Head);

        void Join(Rune one, Rune other)
        {
            if (Head(one) != Head(other))
            {
                heads[Head(one)] = Head(other);
            }
        }

        Rune Head(Rune rune) => heads.TryGetValue(rune, out var next) ? Head(next) : rune;
    }

    private static string AsText(IEnumerable<Rune> runes) =>
        string.Join(' ', runes.Order().Select(rune => $"{rune.Value:X4}"));

    // The table may be of a newer Unicode than .NET's data: what .NET does not know yet is left out.
    private static IEnumerable<Rune> AllRunes =>
        from codePoint in Enumerable.Range(0, 0x110000)
        where Rune.IsValid(codePoint)
        let rune = new Rune(codePoint)
        where Rune.GetUnicodeCategory(rune) != UnicodeCategory.OtherNotAssigned
        select rune;
}
