using System.Globalization;
using System.Text;

namespace Readback.Cli.Talking;

/// <summary>
/// What people wrote, as one line that can do nothing to a terminal: no control sequence, no line of its own making, no text
/// that runs backwards.
/// </summary>
internal static class SafeText
{
    /// <summary>For people: a line break is seen as one.</summary>
    public static string OneLine(string text) => Escape(
        text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace("\n", " ⏎ ", StringComparison.Ordinal), isReversible: false);

    /// <summary>For programs: a field between tabs, from which the text can be had back (<c>\n</c>, <c>\t</c>, <c>\\</c>, <c>\u001b</c>).</summary>
    public static string Field(string text) => Escape(text, isReversible: true);

    private static string Escape(string text, bool isReversible)
    {
        var safe = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            switch (letter)
            {
                case '\\' when isReversible: safe.Append(@"\\"); break;
                case '\n': safe.Append(@"\n"); break;
                case '\r': safe.Append(@"\r"); break;
                case '\t': safe.Append(@"\t"); break;
                case var other when IsHarmful(other): safe.Append(CultureInfo.InvariantCulture, $"\\u{(int)other:x4}"); break;
                default: safe.Append(letter); break;
            }
        }
        return safe.ToString();
    }

    /// <summary>Controls of both ranges, marks that turn the direction of writing, separators of lines, and the byte-order mark.</summary>
    private static bool IsHarmful(char letter) => char.IsControl(letter)
        || letter is '\u061c' or '\u200e' or '\u200f' or '\ufeff' or (>= '\u2028' and <= '\u202e') or (>= '\u2066' and <= '\u2069');
}
