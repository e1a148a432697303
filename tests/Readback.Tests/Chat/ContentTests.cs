using System.Net.Http.Headers;
using System.Text;
using static Readback.Tests.Chat.ChatSteps;

namespace Readback.Tests.Chat;

/// <summary>Contract, section 3: what a message may hold, in which bytes it may come, and that it is kept to the letter.</summary>
public sealed class ContentTests(ChatHouse house) : ChatTest(house)
{
    private const int MaxBodyBytes = 64 * 1024;

    private static readonly string[] Kept =
    [
        "Valve 3 is open.",
        "  outer spaces \t stay\r\n",
        "\r\nlines\n\r",
        "<b>&amp;</b> \"quotes\" \\ 'n' %41 +",
        "{\"json\":\"is text here\"}",
        "\"quoted\"",
        "ISI DEĞİŞTİRİCİ ısı değiştirici",
        "e\u0301 is not \u00e9",
        "\ufb01 stays a ligature",
        "שלום \u202eABC",
        "🔧👩‍🔧",
        "\u0001\u0002\u007f\u0085\u2028",
        "\uffff\ufffe\ufdd0",
        "not first: \ufeff",
        "\u200b",
    ];

    [Fact]
    public async Task Content_is_kept_to_the_letter()
    {
        foreach (var text in Kept)
        {
            var id = await Ayse.Say(text);
            Assert.Equal(text, (string)(await Bora.Read($"{Messages}/{id}"))["content"]!);
            Assert.Equal(text, (await Bora.Read(Inbox)).Contents()[0]);
            Assert.Equal(text, (await Bora.Find()).Contents()[0]);
        }
    }

    [Fact]
    public async Task A_JSON_string_is_its_text()
    {
        Assert.Equal("a\"\\/\b\n\u00e9🔧 é", await Said("\"a\\\"\\\\\\/\\b\\n\\u00e9\\ud83d\\udd27 é\"", "application/json"));
        Assert.Equal("spaces around it", await Said(" \r\n\t\"spaces around it\" \n", "application/json"));
        Assert.Equal("with a charset", await Said("\"with a charset\"", "application/json; charset=utf-8"));
        Assert.Equal("any case", await Said("\"any case\"", "Application/JSON"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("{\"content\":\"x\"}")]
    [InlineData("[\"x\"]")]
    [InlineData("null")]
    [InlineData("1")]
    [InlineData("\"open")]
    [InlineData("\"one\" \"two\"")]
    [InlineData("\"comma\",")]
    [InlineData("'single'")]
    [InlineData("\"line\nbreak\"")]
    public async Task JSON_that_is_not_one_string_is_refused(string json) => await AssertRefused(400, json, "application/json");

    [Theory]
    [InlineData(null)]
    [InlineData("text/plain")]
    [InlineData("TEXT/PLAIN")]
    [InlineData("text/plain; charset=utf-8")]
    [InlineData("text/plain;charset=\"UTF-8\"")]
    [InlineData("text/plain; format=flowed")]
    public async Task Text_is_UTF8_unless_it_says_otherwise(string? contentType) =>
        Assert.Equal("72 °C 🔧", await Said("72 °C 🔧", contentType));

    [Theory]
    [InlineData("windows-1254", "ISI DEĞİŞTİRİCİ €")]
    [InlineData("iso-8859-9", "ısı değiştirici")]
    [InlineData("ISO-8859-1", "72 °C")]
    [InlineData("utf-16", "Vana 🔧")]
    [InlineData("utf-16le", "Vana 🔧")]
    [InlineData("utf-16be", "Vana 🔧")]
    [InlineData("utf-32", "Vana 🔧")]
    [InlineData("ibm857", "ĞÜŞİÖÇ")]
    [InlineData("gb18030", "安全阀 🔧")]
    public async Task A_named_charset_is_obeyed(string charset, string text)
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(charset) ?? Encoding.GetEncoding(charset);
        var id = await (await Ayse.TrySayBytes(encoding.GetBytes(text), $"text/plain; charset={charset}")).Id();
        Assert.Equal(text, (string)(await Bora.Read($"{Messages}/{id}"))["content"]!);
    }

    [Theory]
    [InlineData("text/plain; charset=nonsense")]
    [InlineData("text/plain; charset=utf-7")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/xml")]
    [InlineData("text/html")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("nonsense")]
    public async Task What_is_neither_text_nor_JSON_in_a_known_charset_is_unsupported(string contentType) =>
        await AssertRefused(415, "x", contentType);

    [Theory]
    [InlineData("FF", "text/plain")]
    [InlineData("C3", "text/plain")] // half of a letter
    [InlineData("C080", "text/plain")] // U+0000 in two bytes
    [InlineData("EDA080", "text/plain")] // a surrogate
    [InlineData("F4908080", "text/plain")] // beyond U+10FFFF
    [InlineData("22FF22", "application/json")]
    [InlineData("81", "text/plain; charset=windows-1252")]
    [InlineData("80", "text/plain; charset=us-ascii")]
    [InlineData("41", "text/plain; charset=utf-16le")] // half of a unit
    [InlineData("3DD8", "text/plain; charset=utf-16le")] // half of a pair
    [InlineData("3DD84100", "text/plain; charset=utf-16le")]
    [InlineData("27DD3DD8", "text/plain; charset=utf-16le")] // a pair in the wrong order
    public async Task Bytes_that_a_charset_does_not_define_are_refused(string hex, string contentType) =>
        await AssertRefused(400, Convert.FromHexString(hex), contentType);

    [Theory]
    [InlineData("\"\\ud800\"")]
    [InlineData("\"a\\udc00b\"")]
    [InlineData("\"\\udd27\\ud83d\"")]
    public async Task A_lone_surrogate_in_JSON_is_refused(string json) => await AssertRefused(400, json, "application/json");

    [Theory]
    [InlineData("\0", "text/plain")]
    [InlineData("a\0b", "text/plain")]
    [InlineData("\"a\\u0000b\"", "application/json")]
    public async Task The_character_NUL_is_refused(string body, string contentType) => await AssertRefused(400, body, contentType);

    [Fact]
    public async Task A_leading_byte_order_mark_is_no_content_and_a_second_one_is()
    {
        byte[] mark = [0xEF, 0xBB, 0xBF];
        Assert.Equal("x", await Said([.. mark, (byte)'x'], "text/plain"));
        Assert.Equal("\ufeffx", await Said([.. mark, .. mark, (byte)'x'], "text/plain"));
        Assert.Equal("\ufeff", await Said([.. mark, .. mark], "text/plain")); // no white space by Unicode
        Assert.Equal("x", await Said([.. mark, .. "\"x\""u8], "application/json"));
        Assert.Equal("\ufeffx", await Said("\"\\ufeffx\"", "application/json"));
        Assert.Equal("x", await Said([0xFE, 0xFF, 0, (byte)'x'], "text/plain; charset=utf-16"));
        await AssertRefused(400, mark, "text/plain");
    }

    [Fact]
    public async Task Nothing_but_white_space_is_refused()
    {
        await AssertRefused(400, "", "text/plain");
        await AssertRefused(400, "\"\"", "application/json");
        // Unicode's property White_Space, all of it.
        var white = "\t\n\v\f\r \u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000";
        await AssertRefused(400, white, "text/plain");
        foreach (var character in white)
        {
            await AssertRefused(400, character.ToString(), "text/plain");
        }
    }

    [Fact]
    public async Task Content_has_4000_UTF16_units_at_most()
    {
        foreach (var longest in (string[])[new('x', 4000), new('ğ', 4000), Repeat("🔧", 2000), new string(' ', 3999) + "."])
        {
            Assert.Equal(longest, await Said(longest, "text/plain"));
        }
        foreach (var tooLong in (string[])[new('x', 4001), Repeat("🔧", 2000) + ".", new string(' ', 4000) + "."])
        {
            await AssertRefused(400, tooLong, "text/plain");
        }
        // As long as that once it is decoded.
        Assert.Equal(new string('A', 4000), await Said($"\"{Repeat("\\u0041", 4000)}\"", "application/json"));
        Assert.Equal(Repeat("🔧", 2000), await Said(Encoding.UTF32.GetBytes(Repeat("🔧", 2000)), "text/plain; charset=utf-32"));
    }

    [Fact]
    public async Task A_body_has_64_KiB_at_most()
    {
        var fits = Encoding.ASCII.GetBytes("\"x\"" + new string(' ', MaxBodyBytes - 3));
        Assert.Equal("x", await Said(fits, "application/json"));
        await AssertRefused(413, [.. fits, (byte)' '], "application/json");
        // Just as much where its length is not told beforehand.
        await (await Ayse.Send(HttpMethod.Post, Messages, new Unannounced(fits))).Id();
        await Ayse.Send(HttpMethod.Post, Messages, new Unannounced([.. fits, (byte)' '])).Refused(413);
    }

    private Task<string> Said(string body, string? contentType) => Said(Encoding.UTF8.GetBytes(body), contentType);

    private async Task<string> Said(byte[] body, string? contentType)
    {
        var id = await (await Ayse.TrySayBytes(body, contentType)).Id();
        return (string)(await Bora.Read($"{Messages}/{id}"))["content"]!;
    }

    private Task AssertRefused(int status, string body, string contentType) =>
        AssertRefused(status, Encoding.UTF8.GetBytes(body), contentType);

    private async Task AssertRefused(int status, byte[] body, string contentType)
    {
        var before = await Bora.Position();
        await Ayse.TrySayBytes(body, contentType).Refused(status);
        Assert.Equal(before, await Bora.Position());
    }

    private static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));

    /// <summary>A body of JSON in chunks.</summary>
    private sealed class Unannounced : HttpContent
    {
        private readonly byte[] _body;

        public Unannounced(byte[] body)
        {
            _body = body;
            Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        protected override Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context) =>
            stream.WriteAsync(_body).AsTask();

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
