namespace Readback.Storage.Search;

/// <summary>
/// Runs of one, two or three characters (UTF-16 units) of folded text, each packed into a number. No message has a U+0000 in
/// it, so that runs of different lengths are different numbers.
/// </summary>
internal static class Grams
{
    /// <summary>A run of so many characters is kept with its places, a shorter one only with its messages.</summary>
    public const int Placed = 3;

    private const int CharacterBits = 16;

    public static long Of(ReadOnlySpan<char> run)
    {
        var gram = 0L;
        foreach (var character in run)
        {
            gram = Longer(gram, character);
        }
        return gram;
    }

    /// <summary>A run with one more character.</summary>
    public static long Longer(long gram, char character) => gram << CharacterBits | character;

    public static bool IsPlaced(long gram) => gram >> CharacterBits * (Placed - 1) != 0;

    /// <summary>
    /// The fewest runs that cover a text, with their places in it. A message has the text in it where all of them stand as far
    /// from one another as here.
    /// </summary>
    public static List<(long Gram, int Place)> Covering(string text)
    {
        var runs = new List<(long, int)>();
        var length = Math.Min(text.Length, Placed);
        for (var place = 0; place < text.Length; place += length)
        {
            var at = Math.Min(place, text.Length - length);
            runs.Add((Of(text.AsSpan(at, length)), at));
        }
        return runs;
    }
}
