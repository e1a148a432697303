using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Readback.Text;

/// <summary>
/// The charsets that a body may name: every encoding that .NET knows, code pages included, each strict about bytes that
/// it does not define. (UTF-7 is not among them: .NET has given it up.)
/// </summary>
internal static class BodyCharset
{
    private const char ByteOrderMark = '\uFEFF';
    private const char AppleLogo = '\uF8FF';

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true);

    // Where a code page's spare bytes end up, see Fillers.
    private static readonly SearchValues<char> Suspects = SearchValues.Create(
        [.. Enumerable.Range(0x80, 0x20).Concat(Enumerable.Range(0xE000, 0x1900)).Select(unit => (char)unit)]);

    /// <summary>
    /// The encoding for a charset's name (none: UTF-8), or null for a name that is not known. "utf-16" and "utf-32"
    /// leave the order of bytes open: a leading mark decides; without one they are little-endian, as browsers (WHATWG
    /// Encoding) and .NET's encodings of these names have it, although RFC 2781 would rather see the opposite:
    /// .NET's StringContent sends exactly this.
    /// </summary>
    public static Encoding? Find(string? name, ReadOnlySpan<byte> body) => name switch
    {
        null => StrictUtf8,
        _ when name.EndsWith("le", StringComparison.OrdinalIgnoreCase) => Strict(name),
        _ => Strict(name) switch
        {
            UnicodeEncoding when body.StartsWith(Encoding.BigEndianUnicode.Preamble) => Strict("utf-16BE"),
            UTF32Encoding when body is [0x00, 0x00, 0xFE, 0xFF, ..] => Strict("utf-32BE"),
            var encoding => encoding,
        },
    };

    public static bool TryDecode(Encoding encoding, ReadOnlySpan<byte> body, [NotNullWhen(true)] out string? text)
    {
        try
        {
            text = encoding.GetString(body);
        }
        catch (DecoderFallbackException)
        {
            text = null;
            return false;
        }

        if (encoding is not UTF8Encoding && text.AsSpan().ContainsAny(Suspects) && text.AsSpan().ContainsAny(Fillers(encoding)))
        {
            text = null;
            return false;
        }
        if (text.StartsWith(ByteOrderMark))
        {
            text = text[1..];
        }
        return true;
    }

    private static Encoding? Strict(string name)
    {
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(
                    name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)
                ?? Encoding.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        }
        catch (Exception unknown) when (unknown is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>
    /// The characters that stand for undefined bytes. .NET's tables of code pages, like those of Windows, leave few
    /// single bytes unmapped: a spare one becomes a character of the Private Use Area, or in the range 80 to 9F the C1
    /// control of the same value (windows-1252: 81, 8D, 8F, 90, 9D). Unicode's own mapping tables leave them undefined,
    /// and so do we. Two kinds are real: C1 controls where the charset has all 32 of them (ISO 8859), and Apple's logo
    /// on a Mac. Double bytes of East Asian charsets that mean private use are not touched.
    /// </summary>
    private static char[] Fillers(Encoding encoding)
    {
        var lenient = (Encoding)encoding.Clone();
        lenient.DecoderFallback = DecoderFallback.ReplacementFallback;
        var controls = new List<char>();
        var privates = new List<char>();
        for (var value = 0; value <= byte.MaxValue; value++)
        {
            switch (lenient.GetString([(byte)value]))
            {
                case [>= '\u0080' and <= '\u009F' and var control] when control == value:
                    controls.Add(control);
                    break;
                case [AppleLogo] when encoding.CodePage is >= 10000 and <= 10082: // the Macintosh's
                    break;
                case [>= '\uE000' and <= '\uF8FF' and var character]:
                    privates.Add(character);
                    break;
            }
        }
        return controls.Count == 0x20 ? [.. privates] : [.. privates, .. controls];
    }
}
