using System.Text;
using CsCheck;
using Readback.Text;
using static Readback.Tests.Text.BodyDecodingTests;

namespace Readback.Tests.Text;

public sealed class BodyCharsetTests
{
    /// <summary>One name for every encoding of .NET, of which EncodingInfo hides some.</summary>
    internal static readonly string[] AllNames =
    [
        .. CodePagesEncodingProvider.Instance.GetEncodings().Concat(Encoding.GetEncodings()).Select(info => info.Name),
        "euc-jp", "euc-kr", "gb18030", "hz-gb-2312", "iso-2022-jp", "iso-2022-kr", "x-iscii-de",
    ];

    [Theory]
    [InlineData("windows-1254", "ISI DEĞİŞTİRİCİ €")]
    [InlineData("iso-8859-9", "ısı değiştirici")]
    [InlineData("iso-8859-1", "72 °C\u0085")]
    [InlineData("us-ascii", "valve")]
    [InlineData("ibm857", "ĞÜŞİÖÇ")]
    [InlineData("windows-1251", "клапан")]
    [InlineData("koi8-r", "клапан")]
    [InlineData("shift_jis", "弁を開く")]
    [InlineData("euc-jp", "弁を開く")]
    [InlineData("iso-2022-jp", "弁を開く")]
    [InlineData("gb18030", "安全阀 🔧")]
    [InlineData("big5", "安全閥")]
    [InlineData("euc-kr", "밸브")]
    [InlineData("IBM037", "VALVE")]
    [InlineData("macintosh", "valve \uF8FF")]
    [InlineData("utf-16", "Vana 🔧")]
    [InlineData("utf-16BE", "Vana 🔧")]
    [InlineData("utf-32", "Vana 🔧")]
    [InlineData("utf-32BE", "Vana 🔧")]
    public void A_named_charset_is_obeyed(string name, string text)
    {
        var body = EncodingOf(name).GetBytes(text);

        AssertText(text, Decode(name, body));
        AssertText(text, Decode($"\"{name.ToUpperInvariant()}\"", body));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("\"\"")]
    [InlineData("1254")]
    [InlineData("'utf-8'")]
    [InlineData("utf-7")]
    [InlineData("unicode-1-1-utf-7")]
    public void An_unknown_charset_is_unsupported(string name) => AssertFault(415, Decode(name, "x"u8.ToArray()));

    [Theory]
    [InlineData("utf-16", "FFFE4100", "A")]
    [InlineData("utf-16", "FEFF0041", "A")]
    [InlineData("utf-16", "4100", "A")]
    [InlineData("utf-16", "FFFEFFFE4100", "\uFEFFA")]
    [InlineData("utf-16le", "FFFE4100", "A")]
    [InlineData("utf-16le", "FEFF4100", "\uFFFEA")]
    [InlineData("utf-16be", "FEFF0041", "A")]
    [InlineData("utf-16be", "0041", "A")]
    [InlineData("utf-16be", "FFFE0041", "\uFFFEA")]
    [InlineData("utf-32", "FFFE000041000000", "A")]
    [InlineData("utf-32", "0000FEFF00000041", "A")]
    [InlineData("utf-32", "41000000", "A")]
    [InlineData("utf-32be", "0000FEFF00000041", "A")]
    [InlineData("gb18030", "8431953341", "A")]
    public void A_mark_tells_the_order_of_bytes_where_the_name_leaves_it_open(string name, string hex, string text) =>
        AssertText(text, Decode(name, Convert.FromHexString(hex)));

    [Theory]
    [InlineData("utf-16", "41")]
    [InlineData("utf-16", "3DD8")] // half of a pair
    [InlineData("utf-16be", "DD27D83D")] // a pair in the wrong order
    [InlineData("utf-32", "410000")]
    [InlineData("utf-32", "3DD80000")] // a surrogate
    [InlineData("utf-32", "00001100")] // beyond U+10FFFF
    [InlineData("us-ascii", "80")]
    [InlineData("shift_jis", "81")] // the second byte is missing
    [InlineData("shift_jis", "8540")]
    [InlineData("shift_jis", "FD")]
    [InlineData("iso-2022-jp", "FF")]
    [InlineData("iso-2022-jp", "1B244221")]
    [InlineData("euc-jp", "A0")]
    [InlineData("big5", "80")]
    [InlineData("gb18030", "8431")]
    public void Bytes_that_the_charset_does_not_define_are_a_fault(string name, string hex) =>
        AssertFault(400, Decode(name, Convert.FromHexString(hex)));

    // From Unicode's mapping tables (MAPPINGS/VENDORS/MICSFT and MAPPINGS/ISO8859), but where .NET differs in what a
    // byte means: CA of windows-1255 is U+05BA, as in WHATWG's table, and ISO 8859-7 is that of 1987, without the euro.
    [Theory]
    [InlineData("windows-874", "81828384868788898A8B8C8D8E8F9098999A9B9C9D9E9FDBDCDDDEFCFDFEFF")]
    [InlineData("windows-1250", "8183889098")]
    [InlineData("windows-1251", "98")]
    [InlineData("windows-1252", "818D8F909D")]
    [InlineData("windows-1253", "81888A8C8D8E8F90989A9C9D9E9FAAD2FF")]
    [InlineData("windows-1254", "818D8E8F909D9E")]
    [InlineData("windows-1255", "818A8C8D8E8F909A9C9D9E9FD9DADBDCDDDEDFFBFCFF")]
    [InlineData("windows-1256", "")]
    [InlineData("windows-1257", "8183888A8C90989A9C9FA1A5")]
    [InlineData("windows-1258", "818A8D8E8F909A9D9E")]
    [InlineData("iso-8859-1", "")]
    [InlineData("iso-8859-2", "")]
    [InlineData("iso-8859-3", "A5AEBEC3D0E3F0")]
    [InlineData("iso-8859-7", "A4A5AAAED2FF")]
    [InlineData("iso-8859-9", "")]
    [InlineData("iso-8859-15", "")]
    [InlineData("IBM857", "D5E7F2")]
    [InlineData("macintosh", "")]
    [InlineData("IBM037", "")]
    public void Of_single_bytes_exactly_the_undefined_ones_are_refused(string name, string undefined) =>
        Assert.Equal(undefined, Convert.ToHexString(
            [.. Enumerable.Range(0, 256).Select(value => (byte)value).Where(value => !Decode(name, [value]).IsText)]));

    [Fact]
    public void Every_charset_decodes_what_it_encodes() =>
        Gen.Select(Gen.OneOf(AllNames), Gen.Char[' ', '\u04FF'].Array[0, 20]).Sample((name, units) =>
        {
            var encoding = EncodingOf(name);
            var known = new string([.. units.Where(unit => RoundTrips(encoding, unit))]);
            AssertText(known, Decode(name, encoding.GetBytes(known)));
        }, iter: 5_000);

    private static DecodedBody Decode(string name, byte[] body) =>
        BodyDecoding.Decode(body, $"text/plain; charset={name}");

    private static Encoding EncodingOf(string name) =>
        CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);

    private static bool RoundTrips(Encoding encoding, char unit) =>
        unit is not (>= '\u007F' and <= '\u009F') && encoding.GetString(encoding.GetBytes([unit])) == $"{unit}";
}
