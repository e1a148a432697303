using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Readback.Text;

/// <summary>Whole numbers as text: decimal digits and nothing else. (.NET overlooks the character NUL after them.)</summary>
internal static class Digits
{
    public static bool TryParse([NotNullWhen(true)] string? text, out long number) => TryParse(text.AsSpan(), out number);

    public static bool TryParse(ReadOnlySpan<char> text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && text[^1] != '\0';

    public static bool TryParse([NotNullWhen(true)] string? text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && text[^1] != '\0';
}
