using System.Text.Json.Serialization;

namespace Readback.Accounts;

/// <summary>What a log-in or a refresh gives.</summary>
/// <param name="AccessToken">Sent as <c>Authorization: Bearer</c>; left out where only cookies were wanted.</param>
/// <param name="RefreshToken">Good for one refresh; left out where only cookies were wanted.</param>
/// <param name="ExpireSeconds">How long the access token is good.</param>
/// <param name="ActiveSpace">The name of the first of one's own spaces; null without any.</param>
/// <param name="Spaces">The names of one's own spaces.</param>
public sealed record SessionAnswer(
    [property: JsonPropertyName("access_token"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? AccessToken,
    [property: JsonPropertyName("refresh_token"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? RefreshToken,
    [property: JsonPropertyName("expire-seconds")] int ExpireSeconds,
    string? ActiveSpace,
    IReadOnlyList<string> Spaces);

/// <summary>A refresh by body, for those that keep no cookies.</summary>
/// <param name="RefreshToken">The newest refresh token.</param>
public sealed record RefreshRequest([property: JsonPropertyName("refresh_token")] string? RefreshToken);
