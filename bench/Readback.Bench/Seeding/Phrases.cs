namespace Readback.Bench.Seeding;

/// <summary>
/// What operators say, in Turkish and English, always the same from the same seed. A line has 3 to 16 words, about 60
/// characters, and some 200 lines in a million hold a word that no other line does.
/// </summary>
internal sealed class Phrases(int seed)
{
    /// <summary>Stands in about every fourth line.</summary>
    public const string CommonWord = "valve";

    /// <summary>Stands in one line of 5,000. Its two ends occur nowhere else either.</summary>
    public const string RareWord = "qxerxq";

    /// <summary>Two characters that every line with <see cref="RareWord"/> holds, and no other.</summary>
    public const string RarePair = "qx";

    private const int LinesPerRareWord = 5000;
    private const int FewestWords = 3;
    private const int MostWords = 16;

    private static readonly string[] Words =
    [
        CommonWord, "boiler", "pump", "kazan", "pompa", "vana", "basınç", "sıcaklık", "alarm", "Line", "hat", "açık",
        "kapalı", "open", "closed", "confirm", "teyit", "read", "back", "okundu", "İSTASYON", "IŞIK", "trip", "reset",
        "P-101", "V-2204", "K-7", "bar", "°C", "setpoint", "ayar", "değeri", "rising", "falling", "steady", "stabil",
        "shift", "vardiya", "field", "saha", "operator", "motor", "current", "akım",
    ];

    private readonly Random _random = new(seed);
    private int _lines;

    public string Next()
    {
        var words = new string[_random.Next(FewestWords, MostWords + 1)];
        for (var i = 0; i < words.Length; i++)
        {
            words[i] = Words[_random.Next(Words.Length)];
        }
        if (++_lines % LinesPerRareWord == 0)
        {
            words[^1] = RareWord;
        }
        return string.Join(' ', words);
    }
}
