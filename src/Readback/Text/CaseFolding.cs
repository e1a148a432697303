using System.Buffers;
using System.Text;

namespace Readback.Text;

/// <summary>
/// Text with case ignored: Unicode's simple case folding (statuses C and S of CaseFolding.txt), in which also the four
/// letters i, I, ı and İ are one. .NET has no such call, and lower-casing is not the same (ς and σ stay apart).
/// Folded text is as long as before, in code points and in UTF-16 units, so that a place found in it is a place in the
/// text itself.
/// </summary>
internal static partial class CaseFolding
{
    private const int RunLength = 4;

    private static readonly SearchValues<char> UnmovedAscii = SearchValues.Create(
        [.. Enumerable.Range(0, 128).Select(ascii => (char)ascii).Where(ascii => !char.IsAsciiLetterUpper(ascii))]);

    /// <summary>The text itself, not a copy, where it is ASCII without capitals.</summary>
    public static string Fold(string text) => text.AsSpan().ContainsAnyExcept(UnmovedAscii)
        ? string.Create(text.Length, text, static (folded, text) =>
        {
            text.CopyTo(folded);
            FoldInPlace(folded);
        })
        : text;

    public static bool Same(string a, string b) =>
        a.Length == b.Length && string.Equals(Fold(a), Fold(b), StringComparison.Ordinal);

    private static void FoldInPlace(Span<char> rest)
    {
        for (int next; (next = rest.IndexOfAnyExcept(UnmovedAscii)) >= 0;)
        {
            rest = rest[next..];
            // A lone surrogate folds to itself, as every code point does that is not in the table.
            if (Rune.DecodeFromUtf16(rest, out var rune, out var units) == OperationStatus.Done)
            {
                new Rune(Fold(rune.Value)).EncodeToUtf16(rest);
            }
            rest = rest[units..];
        }
    }

    private static int Fold(int codePoint)
    {
        var runs = Runs;
        var (low, high) = (0, runs.Length / RunLength - 1);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var run = runs.Slice(middle * RunLength, RunLength);
            var (first, last, stride, distance) = (run[0], run[1], run[2], run[3]);
            if (codePoint < first)
            {
                high = middle - 1;
            }
            else if (codePoint > last)
            {
                low = middle + 1;
            }
            else
            {
                return (codePoint - first) % stride == 0 ? codePoint + distance : codePoint;
            }
        }
        return codePoint;
    }
}
