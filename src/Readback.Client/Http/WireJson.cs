using System.Text.Json.Serialization;
using Readback.Client.Feed;

namespace Readback.Client.Http;

/// <summary>What a log-in or a refresh gives.</summary>
internal sealed record SessionAnswer(
    [property: JsonPropertyName("access_token")] string? AccessToken,
    [property: JsonPropertyName("refresh_token")] string? RefreshToken,
    [property: JsonPropertyName("expire-seconds")] int ExpireSeconds,
    string? ActiveSpace);

internal sealed record RefreshRequest([property: JsonPropertyName("refresh_token")] string RefreshToken);

/// <summary>What is read of a problem (RFC 9457).</summary>
internal sealed record ProblemAnswer(string? Detail);

/// <summary>Every shape that goes over the wire: no reflection finds them in a native executable.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(IReadOnlyList<ReceiptCount>))]
[JsonSerializable(typeof(ChatMessage))]
[JsonSerializable(typeof(Page<ChatMessage>))]
[JsonSerializable(typeof(Page<ChatMessageRecipient>))]
[JsonSerializable(typeof(UnreadCount))]
[JsonSerializable(typeof(CurrentUser))]
[JsonSerializable(typeof(SessionAnswer))]
[JsonSerializable(typeof(RefreshRequest))]
[JsonSerializable(typeof(ProblemAnswer))]
[JsonSerializable(typeof(HelloData))]
[JsonSerializable(typeof(ReadData))]
[JsonSerializable(typeof(ReceiptsData))]
[JsonSerializable(typeof(MemberData))]
[JsonSerializable(typeof(PresenceData))]
internal sealed partial class WireJson : JsonSerializerContext;
