using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Readback.Client;
using Readback.Http;

namespace Readback.Cli.Talking;

/// <summary>Lines of JSON, as the API has it: letters stand as they are, control characters never do.</summary>
[JsonSerializable(typeof(ChatMessage))]
[JsonSerializable(typeof(ChatMessageRecipient))]
[JsonSerializable(typeof(SentLine))]
internal sealed partial class TalkJson : JsonSerializerContext
{
    public static readonly TalkJson Line = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        Converters = { new WireDateConverter() },
    });
}

/// <param name="Id">The message's id.</param>
/// <param name="Number">Its number; null where it can't be read.</param>
/// <param name="Key">The idempotency key that it was sent with.</param>
internal sealed record SentLine(string Id, long? Number, string Key);
