using System.Diagnostics.CodeAnalysis;
using Readback.Text;

namespace Readback.Chat;

/// <summary>Ids and numbers as text: decimal digits as the server writes them, without sign or leading zero.</summary>
internal static class WireId
{
    public static bool TryParse([NotNullWhen(true)] string? text, out long id) => TryParse(text.AsSpan(), out id);

    public static bool TryParse(ReadOnlySpan<char> text, out long id) =>
        Digits.TryParse(text, out id) && (text is [>= '1' and <= '9', ..] or "0");
}
