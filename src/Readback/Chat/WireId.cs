using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Readback.Chat;

/// <summary>Ids and numbers as text: decimal digits as the server writes them, without sign or leading zero.</summary>
internal static class WireId
{
    public static bool TryParse([NotNullWhen(true)] string? text, out long id) => TryParse(text.AsSpan(), out id);

    public static bool TryParse(ReadOnlySpan<char> text, out long id) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out id) && (text is [>= '1' and <= '9', ..] or "0");
}
