using Readback.Storage;

namespace Readback.Webhooks;

/// <summary>What a webhook has to be told next.</summary>
/// <param name="Webhook">The webhook, as it was when this was found.</param>
/// <param name="Body">What it is told; <c>null</c> where all that was looked at needs no telling.</param>
/// <param name="Done">How far it has come when that is done.</param>
internal sealed record WebhookStep(WebhookRow Webhook, WebhookBody? Body, WebhookProgress Done);

/// <summary>The log as the queue of one webhook: what comes next follows from how far it has come.</summary>
internal static class WebhookQueue
{
    /// <summary>The next step of a webhook; nothing where it has come to the end, must wait, or is no more.</summary>
    public static async ValueTask<WebhookStep?> Next(Db db, long id, DateTimeOffset now)
    {
        if (await WebhookTable.Find(db, id) is not { Progress: { DisabledAt: null } at } webhook
            || (at.DueAt > now && at.DueAt <= WebhookCourier.FurthestDue(now))
            || await SpaceTable.Find(db, webhook.SpaceId) is not { Closed: false } space)
        {
            return null;
        }
        var life = await Meta.Find(db, Meta.LogLife) ?? "";
        var message = webhook.OnMessage ? (await Messages.After(db, space.Id, at.MessageNumber, 1)).FirstOrDefault() : null;
        if (webhook.UnreadMinutes is { } minutes)
        {
            // What came due first is told first: a message when it was sent, one that is unread some minutes later.
            var until = now.AddMinutes(-minutes);
            if (message is not null && message.CreatedAt.AddMinutes(-minutes) < until)
            {
                until = message.CreatedAt.AddMinutes(-minutes);
            }
            var (passed, unread) = await UnreadMessages.After(db, space.Id, at.UnreadNumber, until);
            if (unread is not null)
            {
                return new WebhookStep(
                    webhook, WebhookBody.Of(unread, minutes, space.Name, life, now), at with { UnreadNumber = unread.Message.Number });
            }
            at = at with { UnreadNumber = passed };
        }
        return message is not null
            ? new WebhookStep(webhook, WebhookBody.Of(message, space.Name, life, now), at with { MessageNumber = message.Number })
            : at == webhook.Progress ? null : new WebhookStep(webhook, null, at);
    }
}
