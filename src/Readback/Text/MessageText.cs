namespace Readback.Text;

/// <summary>What a message's content may be.</summary>
internal static class MessageText
{
    /// <summary>The most that a message holds, in UTF-16 units: a string's length, here and in browsers.</summary>
    public const int MaxUnits = 4000;

    public static MessageTextFault Check(string content) => content switch
    {
        { Length: 0 } => MessageTextFault.Empty,
        { Length: > MaxUnits } => MessageTextFault.TooLong,
        _ when content.Contains('\0') => MessageTextFault.Nul,
        _ when HoldsLoneSurrogate(content) => MessageTextFault.LoneSurrogate,
        // Exactly Unicode's property White_Space, all of which is in the Basic Multilingual Plane (a test holds it so).
        _ when string.IsNullOrWhiteSpace(content) => MessageTextFault.Blank,
        _ => MessageTextFault.None,
    };

    /// <summary>The fault in words, for the sender.</summary>
    public static string Describe(MessageTextFault fault) => fault switch
    {
        MessageTextFault.Empty => "content: must not be empty.",
        MessageTextFault.Blank => "content: must hold at least one character that is not white space.",
        MessageTextFault.TooLong => $"content: must not be longer than {MaxUnits} UTF-16 code units.",
        MessageTextFault.Nul => "content: must not hold the character U+0000.",
        MessageTextFault.LoneSurrogate => "content: must not hold a surrogate without its partner.",
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, "Nothing is wrong with this content."),
    };

    private static bool HoldsLoneSurrogate(ReadOnlySpan<char> rest)
    {
        for (int next; (next = rest.IndexOfAnyInRange('\uD800', '\uDFFF')) >= 0; rest = rest[2..])
        {
            rest = rest[next..];
            if (rest.Length == 1 || !char.IsSurrogatePair(rest[0], rest[1]))
            {
                return true;
            }
        }
        return false;
    }
}
