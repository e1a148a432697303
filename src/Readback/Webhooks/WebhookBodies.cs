using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json.Serialization;
using Readback.Http;
using Readback.Storage;

namespace Readback.Webhooks;

/// <summary>Where a space's messages are told to another program, and how that fares.</summary>
/// <param name="Id">Decimal digits.</param>
/// <param name="Url">Where to.</param>
/// <param name="Events"><c>message</c>, <c>unread</c>, or both.</param>
/// <param name="UnreadMinutes">How long after a message it is told who has not read it; null without <c>unread</c>.</param>
/// <param name="Enabled">Whether anything is delivered. It is switched off by itself after failing for too long.</param>
/// <param name="CreatedBy">Who made it.</param>
/// <param name="CreationDate">When.</param>
/// <param name="LastModifiedBy">Who changed it last.</param>
/// <param name="LastModifiedDate">When.</param>
/// <param name="DeliveredNumber">The number of the last message that was told, or from which on messages are.</param>
/// <param name="Failures">How many deliveries have failed in a row.</param>
/// <param name="FailingSinceDate">When the first of these was; null where none has failed.</param>
/// <param name="NextAttemptDate">When it is tried again; null where none has failed, or where it is switched off.</param>
/// <param name="DisabledDate">When it was switched off; null where it is on.</param>
public sealed record Webhook(
    string Id, string Url, IReadOnlyList<string> Events, long? UnreadMinutes, bool Enabled, string CreatedBy, DateTimeOffset CreationDate,
    string LastModifiedBy, DateTimeOffset LastModifiedDate, long DeliveredNumber, long Failures, DateTimeOffset? FailingSinceDate,
    DateTimeOffset? NextAttemptDate, DateTimeOffset? DisabledDate)
{
    internal static Webhook Of(WebhookRow row) => new(
        row.Id.ToString(CultureInfo.InvariantCulture), row.Url,
        [.. row.OnMessage ? [WebhookEvents.Message] : Array.Empty<string>(), .. row.UnreadMinutes is null ? Array.Empty<string>() : [WebhookEvents.Unread]],
        row.UnreadMinutes, row.Progress.DisabledAt is null, row.CreatedBy, row.CreatedAt, row.ModifiedBy, row.ModifiedAt,
        row.Progress.MessageNumber, row.Progress.Failures, row.Progress.FailingSince,
        row.Progress is { Failures: > 0, DisabledAt: null } ? row.Progress.DueAt : null, row.Progress.DisabledAt);
}

/// <summary>A webhook with the secret that it was given just now.</summary>
/// <param name="Webhook">The webhook.</param>
/// <param name="Secret">Shown this once: what the receiver checks signatures with.</param>
public sealed record WebhookWithSecret(Webhook Webhook, string Secret);

/// <summary>What a webhook is to be. A change leaves as it is what is not given.</summary>
/// <param name="Url">Where to: <c>http</c> or <c>https</c>, a host that the settings allow, no user or fragment; 500 characters at most.</param>
/// <param name="Events"><c>message</c>, <c>unread</c>, or both; <c>message</c> for a new one unless given.</param>
/// <param name="UnreadMinutes">1 to 1440; 5 unless given.</param>
/// <param name="Enabled">Whether anything is delivered. One that is switched on again goes on where it stopped.</param>
public sealed record WebhookInput(
    [property: StringLength(WebhookRules.MaxUrlLength)] string? Url = null, IReadOnlyList<string>? Events = null, int? UnreadMinutes = null,
    bool? Enabled = null);

/// <summary>One delivery, and what came of it.</summary>
/// <param name="EventId">The same for each attempt at one event.</param>
/// <param name="Event"><c>message</c>, <c>unread</c> or <c>test</c>.</param>
/// <param name="Date">When it was over.</param>
/// <param name="Attempt">Which attempt at the event it was.</param>
/// <param name="Successful">Whether the answer was one of 200 to 299.</param>
/// <param name="Status">Of the answer; null where none came.</param>
/// <param name="Error">Why none came.</param>
/// <param name="Milliseconds">How long it took.</param>
public sealed record WebhookDelivery(
    string EventId, string Event, DateTimeOffset Date, long Attempt, bool Successful, long? Status, string? Error, long Milliseconds)
{
    internal static WebhookDelivery Of(WebhookDeliveryRow row) => new(
        row.EventId, row.Event, row.At, row.Attempt, row.Status is >= 200 and <= 299, row.Status, row.Error, row.Milliseconds);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IReadOnlyList<Webhook>))]
[JsonSerializable(typeof(WebhookWithSecret))]
[JsonSerializable(typeof(WebhookInput))]
[JsonSerializable(typeof(IReadOnlyList<WebhookDelivery>))]
internal sealed partial class WebhookApiJson : JsonSerializerContext;

[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Converters = [typeof(WireDateConverter)])]
[JsonSerializable(typeof(WebhookBody))]
internal sealed partial class WebhooksJson : JsonSerializerContext;
