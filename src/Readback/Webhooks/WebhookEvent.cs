using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Readback.Chat;
using Readback.Storage;

namespace Readback.Webhooks;

/// <summary>What a webhook is told of.</summary>
internal static class WebhookEvents
{
    public const string Message = "message";
    public const string Unread = "unread";
    public const string Test = "test";
}

/// <summary>The body of a delivery.</summary>
/// <param name="Id">The same for each attempt at one event, and for no other event ever: who keeps it does nothing twice.</param>
/// <param name="Type"><c>message</c>, <c>unread</c> or <c>test</c>.</param>
/// <param name="Space">The space's name.</param>
/// <param name="Date">When this attempt was made.</param>
/// <param name="Message">The message that it is about; not there in a test.</param>
/// <param name="Minutes">In <c>unread</c>: how long after the message it was looked at.</param>
/// <param name="RecipientCount">In <c>unread</c>: to how many it went.</param>
/// <param name="UnreadCount">In <c>unread</c>: how many of them have not read it, at this attempt.</param>
/// <param name="Unread">In <c>unread</c>: their names, 100 at most.</param>
internal sealed record WebhookBody(
    string Id, string Type, string Space, DateTimeOffset Date, ChatMessage? Message = null, long? Minutes = null, long? RecipientCount = null,
    long? UnreadCount = null, IReadOnlyList<string>? Unread = null)
{
    private const int Bytes = 12;

    public static WebhookBody Of(MessageRow message, string space, string life, DateTimeOffset now) => new(
        IdOf(WebhookEvents.Message, message, life), WebhookEvents.Message, space, now, ChatMessage.Of(message));

    public static WebhookBody Of(UnreadMessage unread, long minutes, string space, string life, DateTimeOffset now) => new(
        IdOf(WebhookEvents.Unread, unread.Message, life), WebhookEvents.Unread, space, now, ChatMessage.Of(unread.Message), minutes,
        unread.Counts.RecipientCount, unread.Counts.RecipientCount - unread.Counts.ReadCount, unread.Names);

    public static WebhookBody Test(string space, DateTimeOffset now) => new(
        $"{WebhookEvents.Test}-{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes))}", WebhookEvents.Test, space, now);

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, WebhooksJson.Default.WebhookBody);

    /// <summary>The log's life belongs to it: after a restored backup the same number may be another message.</summary>
    private static string IdOf(string type, MessageRow message, string life) =>
        string.Create(CultureInfo.InvariantCulture, $"{type}-{message.Id}-{life}");
}
