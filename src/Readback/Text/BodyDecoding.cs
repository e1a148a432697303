using System.Net.Mime;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.Net.Http.Headers;

namespace Readback.Text;

/// <summary>
/// From the bytes of a body to the text that was meant: nothing is trimmed, repaired or replaced on the way. One
/// leading byte-order mark belongs to the transfer and is dropped.
/// </summary>
internal static class BodyDecoding
{
    public const string JsonIsUtf8 = "Content-Type: the charset of JSON can only be utf-8.";

    public static DecodedBody Decode(ReadOnlySpan<byte> body, string? contentType)
    {
        // As nearly all clients have it, and need not be taken apart.
        if (string.IsNullOrWhiteSpace(contentType) || contentType is "text/plain" or "text/plain; charset=utf-8" or "text/plain;charset=UTF-8")
        {
            return DecodeText(body, charset: null);
        }
        if (!MediaTypeHeaderValue.TryParse(contentType, out var parsed))
        {
            return NoSuchMediaType;
        }

        var charset = parsed.Charset.HasValue
            ? HeaderUtilities.UnescapeAsQuotedString(parsed.Charset).ToString()
            : null;
        return parsed.MediaType.ToString().ToLowerInvariant() switch
        {
            MediaTypeNames.Text.Plain => DecodeText(body, charset),
            MediaTypeNames.Application.Json => DecodeJson(body, charset),
            _ => NoSuchMediaType,
        };
    }

    private static DecodedBody DecodeText(ReadOnlySpan<byte> body, string? charset)
    {
        if (BodyCharset.Find(charset, body) is not { } encoding)
        {
            return DecodedBody.Unsupported("Content-Type: this charset is not known.");
        }
        return BodyCharset.TryDecode(encoding, body, out var text)
            ? DecodedBody.Of(text)
            : Undefined(encoding);
    }

    /// <summary>RFC 8259: one JSON text, always in UTF-8; a mark before it may be overlooked (section 8.1).</summary>
    private static DecodedBody DecodeJson(ReadOnlySpan<byte> body, string? charset)
    {
        if (BodyCharset.Find(charset, body) is not UTF8Encoding encoding)
        {
            return DecodedBody.Unsupported(JsonIsUtf8);
        }
        if (!Utf8.IsValid(body))
        {
            return Undefined(encoding);
        }

        var mark = Encoding.UTF8.Preamble;
        return ReadString(body.StartsWith(mark) ? body[mark.Length..] : body);
    }

    private static DecodedBody ReadString(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.String)
            {
                return NoJsonString;
            }
            var text = reader.GetString()!;
            return reader.Read() ? NoJsonString : DecodedBody.Of(text);
        }
        catch (JsonException)
        {
            return NoJsonString;
        }
        catch (InvalidOperationException)
        {
            // What is left to go wrong in a string of valid UTF-8: "\ud800", a surrogate escaped without its partner.
            return DecodedBody.Malformed(MessageText.Describe(MessageTextFault.LoneSurrogate));
        }
    }

    private static DecodedBody NoSuchMediaType =>
        DecodedBody.Unsupported("Content-Type: must be text/plain, or application/json with a JSON string.");

    private static DecodedBody Undefined(Encoding charset) =>
        DecodedBody.Malformed($"content: the body holds bytes that its charset, {charset.WebName}, does not define.");

    private static DecodedBody NoJsonString =>
        DecodedBody.Malformed("content: a body of type application/json must be one JSON string and nothing else.");
}
