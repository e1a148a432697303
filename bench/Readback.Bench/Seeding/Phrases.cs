using System.Text;

namespace Readback.Bench.Seeding;

/// <summary>
/// What operators say, in Turkish and English: the line of a number is always the same, and which lines hold which word is
/// arithmetic. A line has 4 to 17 words, about 65 characters.
/// </summary>
internal static class Phrases
{
    /// <summary>Stands in every second line.</summary>
    public const string HalfWord = "throttlebypass";

    /// <summary>Stands in every hundredth line.</summary>
    public const string HundredthWord = "desuperheater";

    /// <summary>Every so many lines there is one with a word that no other line holds.</summary>
    public const int LinesPerUniqueWord = 500;

    private const int Half = 2;
    private const int Hundred = 100;
    private const int HundredthAt = 37;
    private const int UniqueAt = 17;
    private const int FewestWords = 3;
    private const int MostWords = 16;

    private static readonly string[] Words =
    [
        "valve", "boiler", "pump", "kazan", "pompa", "vana", "basınç", "sıcaklık", "alarm", "Line", "hat", "açık",
        "kapalı", "open", "closed", "confirm", "teyit", "read", "back", "okundu", "İSTASYON", "IŞIK", "trip", "reset",
        "P-101", "V-2204", "K-7", "bar", "°C", "setpoint", "ayar", "değeri", "rising", "falling", "steady", "stabil",
        "shift", "vardiya", "field", "saha", "operator", "motor", "current", "akım",
    ];

    public static bool HoldsHalfWord(int number) => number % Half == 0;

    public static bool HoldsHundredthWord(int number) => number % Hundred == HundredthAt;

    /// <summary>The word that this line alone holds, if it has one.</summary>
    public static string? UniqueWord(int number) => number % LinesPerUniqueWord == UniqueAt ? Unheard(number) : null;

    /// <summary>A word of no line at all but that of this number, and of that one only where it has a unique word.</summary>
    public static string Unheard(int number)
    {
        var word = new StringBuilder("qx");
        for (var rest = number; rest > 0; rest /= 16)
        {
            word.Append((char)('b' + rest % 16));
        }
        return word.Append("zq").ToString();
    }

    /// <summary>Pieces of a word that no other word has, three characters at least: each finds the same lines and is another filter.</summary>
    public static List<string> PiecesOf(string word)
    {
        const int shortest = 3;
        var others = Words.Append(HalfWord).Append(HundredthWord).Where(other => other != word).ToList();
        return [.. (from start in Enumerable.Range(0, word.Length)
                    from length in Enumerable.Range(shortest, Math.Max(0, word.Length - start - shortest + 1))
                    let piece = word.Substring(start, length)
                    where !others.Exists(other => other.Contains(piece, StringComparison.OrdinalIgnoreCase))
                    orderby length descending
                    select piece).Distinct()];
    }

    public static string Line(int number)
    {
        var random = new Mix((ulong)number);
        var line = new StringBuilder(96);
        for (var left = FewestWords + random.Below(MostWords - FewestWords + 1); left > 0; left--)
        {
            line.Append(Words[random.Below(Words.Length)]).Append(' ');
        }
        if (HoldsHalfWord(number))
        {
            line.Append(HalfWord).Append(' ');
        }
        if (HoldsHundredthWord(number))
        {
            line.Append(HundredthWord).Append(' ');
        }
        return line.Append(UniqueWord(number) ?? "ok").ToString();
    }

    /// <summary>SplitMix64: a number's line must not depend on the lines before it.</summary>
    private struct Mix(ulong seed)
    {
        private ulong _state = seed * 0xD1342543DE82EF95;

        public int Below(int limit)
        {
            var mixed = _state += 0x9E3779B97F4A7C15;
            mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return (int)((mixed ^ (mixed >> 31)) % (ulong)limit);
        }
    }
}
