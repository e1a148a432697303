using CsCheck;
using Readback.Text;

namespace Readback.Tests.Text;

/// <summary>Media types and UTF-8. Besides: <see cref="BodyCharsetTests"/> and <see cref="JsonBodyTests"/>.</summary>
public sealed class BodyDecodingTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("text/plain")]
    [InlineData("TEXT/Plain")]
    [InlineData("text/plain; format=flowed")]
    [InlineData("text/plain;charset=utf-8")]
    [InlineData("text/plain; charset=\"UTF-8\"")]
    [InlineData("text/plain; Charset=\"ut\\f-8\"")]
    public void Plain_text_is_UTF8_unless_another_charset_is_named(string? contentType) =>
        AssertText("  Vana açık 🔧\r\n", BodyDecoding.Decode("  Vana açık 🔧\r\n"u8, contentType));

    [Theory]
    [InlineData("text/html")]
    [InlineData("text/*")]
    [InlineData("*/*")]
    [InlineData("text")]
    [InlineData("application/xml")]
    [InlineData("application/problem+json")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("text/plain, text/html")]
    [InlineData(";charset=utf-8")]
    public void Any_other_media_type_is_unsupported(string contentType) =>
        AssertFault(415, BodyDecoding.Decode("x"u8, contentType));

    [Theory]
    [InlineData("80")]
    [InlineData("61C3")]
    [InlineData("C080")] // U+0000, too long a form
    [InlineData("EDA0BD")] // a surrogate
    [InlineData("EDA0BDEDB4A7")] // a pair of them (CESU-8)
    [InlineData("F4908080")] // beyond U+10FFFF
    [InlineData("EFBB")] // half a byte-order mark
    [InlineData("FEFF0041")] // another charset's mark
    public void Broken_UTF8_is_a_fault(string hex) =>
        AssertFault(400, BodyDecoding.Decode(Convert.FromHexString(hex), "text/plain"));

    [Theory]
    [InlineData("", "")]
    [InlineData("EFBBBF", "")]
    [InlineData("EFBBBF41", "A")]
    [InlineData("EFBBBFEFBBBF41", "\uFEFFA")]
    [InlineData("41EFBBBF", "A\uFEFF")]
    [InlineData("410042", "A\0B")]
    public void One_leading_mark_is_dropped_and_all_else_is_kept(string hex, string text) =>
        AssertText(text, BodyDecoding.Decode(Convert.FromHexString(hex), null));

    [Fact]
    public void Bytes_are_text_exactly_where_they_are_valid_UTF8() => Gen.Byte.Array[0, 12].Sample(body =>
        Assert.Equal(System.Text.Unicode.Utf8.IsValid(body), BodyDecoding.Decode(body, "text/plain").IsText));

    [Fact]
    public void Whatever_is_sent_there_is_an_answer()
    {
        var types = Gen.OneOf(Gen.OneOf(BodyCharsetTests.AllNames).Select(name => $"text/plain;charset={name}"),
            Gen.Const("application/json"), Gen.String);
        var bodies = Gen.OneOf(Gen.Byte, Gen.OneOf("\x1B$()BJ@~{}\x0E\x0F\"\\u"u8.ToArray())).Array[0, 16];

        Gen.Select(types, bodies).Sample((type, body) =>
        {
            var decoded = BodyDecoding.Decode(body, type);
            Assert.Equal(decoded.IsText, decoded.Fault is null);
        }, iter: 20_000);
    }

    internal static void AssertText(string text, DecodedBody decoded)
    {
        Assert.Null(decoded.Fault);
        Assert.Equal(text, decoded.Text);
    }

    internal static void AssertFault(int status, DecodedBody decoded)
    {
        Assert.Null(decoded.Text);
        Assert.Equal(status, decoded.Fault?.Status);
        Assert.StartsWith(
            status == 415 ? "Content-Type: " : "content: ", decoded.Fault?.Sentence, StringComparison.Ordinal);
    }
}
