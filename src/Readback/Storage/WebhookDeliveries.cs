namespace Readback.Storage;

/// <summary>One delivery to a webhook, and what came of it.</summary>
/// <param name="Number">Counts the deliveries of the webhook from 1.</param>
/// <param name="EventId">The same for each attempt at one event.</param>
/// <param name="Attempt">Which attempt at this event it was.</param>
/// <param name="Status">Of the answer; <c>null</c> where none came.</param>
/// <param name="Error">Why none came.</param>
internal sealed record WebhookDeliveryRow(
    long Webhook, long Number, string EventId, string Event, DateTimeOffset At, long Attempt, long? Status, string? Error, long Milliseconds);

internal static class WebhookDeliveries
{
    /// <summary>How many of the last deliveries of a webhook are kept.</summary>
    public const int MaxKept = 100;

    /// <summary>Puts one on record, and forgets the one that makes too many.</summary>
    public static async ValueTask<int> Insert(Db db, WebhookDeliveryRow d)
    {
        await db.Execute(
            """
            INSERT INTO webhook_delivery (webhook_id, number, event_id, event, at, attempt, status, error, milliseconds)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """,
            d.Webhook, d.Number, d.EventId, d.Event, d.At, d.Attempt, d.Status, d.Error, d.Milliseconds);
        return await db.Execute("DELETE FROM webhook_delivery WHERE webhook_id = $1 AND number <= $2", d.Webhook, d.Number - MaxKept);
    }

    /// <summary>The last ones, the newest first.</summary>
    public static ValueTask<List<WebhookDeliveryRow>> Of(Db db, long webhook) => db.All(
        """
        SELECT webhook_id, number, event_id, event, at, attempt, status, error, milliseconds FROM webhook_delivery
        WHERE webhook_id = $1 ORDER BY number DESC
        """,
        static r => new WebhookDeliveryRow(
            r.Number(0), r.Number(1), r.Text(2), r.Text(3), r.Date(4), r.Number(5), r.NumberOrNull(6), r.TextOrNull(7), r.Number(8)),
        webhook);
}
