using System.Text;
using System.Text.Json;
using CsCheck;
using Readback.Text;
using static Readback.Tests.Text.BodyDecodingTests;

namespace Readback.Tests.Text;

public sealed class JsonBodyTests
{
    [Theory]
    [InlineData("\"Vana açık\"", "Vana açık")]
    [InlineData(" \r\n\t\"x\" ", "x")]
    [InlineData("\"\"", "")]
    [InlineData("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e7\"", "\"\\/\b\f\n\r\tç")]
    [InlineData("\"\\ud83d\\uDD27\"", "🔧")]
    [InlineData("\"a\\u0000b\"", "a\0b")]
    [InlineData("\uFEFF\"x\"", "x")]
    [InlineData("\"\uFEFFx\"", "\uFEFFx")]
    [InlineData("\"\\uFEFFx\"", "\uFEFFx")]
    public void A_JSON_string_is_what_it_says(string json, string text) => AssertText(text, DecodeJson(json));

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("{\"content\":\"x\"}")]
    [InlineData("[\"x\"]")]
    [InlineData("x")]
    [InlineData("'x'")]
    [InlineData("\"x")]
    [InlineData("\"x\" \"y\"")]
    [InlineData("\"x\",")]
    [InlineData("\"x\" // said Bora")]
    [InlineData("/* */ \"x\"")]
    [InlineData("\"a\nb\"")]
    [InlineData("\"\\x\"")]
    [InlineData("\"\\u12\"")]
    [InlineData("\"\0\"")]
    [InlineData("\uFEFF\uFEFF\"x\"")]
    public void Anything_else_is_a_fault(string json) => AssertFault(400, DecodeJson(json));

    [Theory]
    [InlineData("\"\\ud83d\"")]
    [InlineData("\"\\udd27\"")]
    [InlineData("\"\\ud83d\\ud83d\"")]
    [InlineData("\"\\ud83dx\"")]
    public void A_lone_surrogate_is_refused_and_not_replaced(string json)
    {
        var decoded = DecodeJson(json);

        AssertFault(400, decoded);
        Assert.Equal(MessageText.Describe(MessageTextFault.LoneSurrogate), decoded.Fault?.Sentence);
    }

    [Theory]
    [InlineData("22C322")]
    [InlineData("22EDA0BD22")]
    [InlineData("227822FF")]
    [InlineData("2200780022000000")] // UTF-16
    public void Broken_UTF8_is_a_fault(string hex) =>
        AssertFault(400, BodyDecoding.Decode(Convert.FromHexString(hex), "application/json"));

    [Theory]
    [InlineData("application/json; charset=utf-8", true)]
    [InlineData("Application/JSON;charset=\"UTF-8\"", true)]
    [InlineData("application/json; charset=utf-16", false)]
    [InlineData("application/json; charset=iso-8859-9", false)]
    [InlineData("application/json; charset=us-ascii", false)]
    [InlineData("application/json; charset=nonsense", false)]
    public void JSON_is_UTF8_and_no_other_charset(string contentType, bool isFine)
    {
        var decoded = BodyDecoding.Decode("\"ç\""u8, contentType);

        Assert.Equal(isFine ? null : 415, decoded.Fault?.Status);
        Assert.Equal(isFine ? "ç" : null, decoded.Text);
    }

    [Fact]
    public void What_a_client_writes_as_JSON_comes_back_as_it_was() =>
        Gen.Int[0, 0x10FFFF].Where(Rune.IsValid).Select(codePoint => new Rune(codePoint).ToString())
            .Array[0, 20].Select(string.Concat)
            .Sample(text => AssertText(text, DecodeJson(JsonSerializer.Serialize(text))));

    private static DecodedBody DecodeJson(string json) =>
        BodyDecoding.Decode(Encoding.UTF8.GetBytes(json), "application/json");
}
