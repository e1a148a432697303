namespace Readback.Storage;

/// <summary>Where a space's messages are told to another program, and how far that has come.</summary>
/// <param name="UnreadMinutes">How long after a message it is told who has not read it; <c>null</c> where it is not told.</param>
/// <param name="OldSecret">Signs beside the new one until <paramref name="OldUntil"/>.</param>
/// <param name="Progress">How far it has come.</param>
internal sealed record WebhookRow(
    long Id, long SpaceId, string Url, bool OnMessage, long? UnreadMinutes, string Secret, string? OldSecret, DateTimeOffset? OldUntil,
    string CreatedBy, DateTimeOffset CreatedAt, string ModifiedBy, DateTimeOffset ModifiedAt, WebhookProgress Progress);

/// <summary>How far a webhook has come in its space's log, and how it fares.</summary>
/// <param name="MessageNumber">Messages up to it are told.</param>
/// <param name="UnreadNumber">Of messages up to it it is told who had not read them, or all had.</param>
/// <param name="Failures">How many deliveries have failed in a row.</param>
/// <param name="FailingSince">The first of these.</param>
/// <param name="DueAt">The next one is not before.</param>
/// <param name="DisabledAt">Since when nothing is delivered; <c>null</c> where it is.</param>
/// <param name="Deliveries">How many there were, failed ones too.</param>
internal sealed record WebhookProgress(
    long MessageNumber, long UnreadNumber, long Failures, DateTimeOffset? FailingSince, DateTimeOffset DueAt, DateTimeOffset? DisabledAt,
    long Deliveries);

internal static class WebhookTable
{
    private const string Columns =
        """
        id, space_id, url, on_message, unread_minutes, secret, old_secret, old_until, created_by, created_at, modified_by, modified_at,
        message_number, unread_number, failures, failing_since, due_at, disabled_at, deliveries
        """;

    /// <summary>Those of a space, in the order in which they were made.</summary>
    public static ValueTask<List<WebhookRow>> Of(Db db, long space) =>
        db.All($"SELECT {Columns} FROM webhook WHERE space_id = $1 ORDER BY id", Row, space);

    public static ValueTask<WebhookRow?> Find(Db db, long id) => db.First($"SELECT {Columns} FROM webhook WHERE id = $1", Row, id);

    /// <summary>The same, to be changed: nobody else changes it until this transaction ends.</summary>
    public static ValueTask<WebhookRow?> Take(Db db, long id) =>
        db.First($"SELECT {Columns} FROM webhook WHERE id = $1{db.ForUpdate}", Row, id);

    /// <summary>Those that have something to tell, or to look at, by now; dates after the furthest are from another time and hold up nothing.</summary>
    public static ValueTask<List<long>> Due(Db db, DateTimeOffset now, DateTimeOffset furthest) => db.All(
        """
        SELECT w.id FROM webhook w JOIN space s ON s.id = w.space_id JOIN space_head h ON h.space_id = w.space_id
        WHERE w.disabled_at IS NULL AND s.closed = 0 AND (w.due_at <= $1 OR w.due_at > $2) AND (
          w.on_message = 1 AND w.message_number < h.last_number
          OR EXISTS (
            SELECT 1 FROM message m
            WHERE m.id = (w.space_id << 40) + w.unread_number + 1 AND m.created_at <= $1 - w.unread_minutes * 60000))
        ORDER BY w.id
        """,
        static r => r.Number(0), now, furthest);

    /// <summary>Stores a new one (its <c>Id</c> is ignored) and returns the id it was given.</summary>
    public static ValueTask<long> Insert(Db db, WebhookRow w) => db.Number(
        """
        INSERT INTO webhook (space_id, url, on_message, unread_minutes, secret, created_by, created_at, modified_by, modified_at,
          message_number, unread_number, failures, due_at, deliveries)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 0, 0, 0) RETURNING id
        """,
        w.SpaceId, w.Url, w.OnMessage, w.UnreadMinutes, w.Secret, w.CreatedBy, w.CreatedAt, w.ModifiedBy, w.ModifiedAt,
        w.Progress.MessageNumber, w.Progress.UnreadNumber);

    public static ValueTask<int> Update(Db db, WebhookRow w) => db.Execute(
        """
        UPDATE webhook SET url = $2, on_message = $3, unread_minutes = $4, secret = $5, old_secret = $6, old_until = $7, modified_by = $8,
          modified_at = $9
        WHERE id = $1
        """,
        w.Id, w.Url, w.OnMessage, w.UnreadMinutes, w.Secret, w.OldSecret, w.OldUntil, w.ModifiedBy, w.ModifiedAt);

    public static ValueTask<int> Save(Db db, long id, WebhookProgress p) => db.Execute(
        """
        UPDATE webhook SET message_number = $2, unread_number = $3, failures = $4, failing_since = $5, due_at = $6, disabled_at = $7,
          deliveries = $8
        WHERE id = $1
        """,
        id, p.MessageNumber, p.UnreadNumber, p.Failures, p.FailingSince, p.DueAt, p.DisabledAt, p.Deliveries);

    public static async ValueTask<int> Delete(Db db, long id)
    {
        await db.Execute("DELETE FROM webhook_delivery WHERE webhook_id = $1", id);
        return await db.Execute("DELETE FROM webhook WHERE id = $1", id);
    }

    private static WebhookRow Row(DbRow r) => new(
        r.Number(0), r.Number(1), r.Text(2), r.Truth(3), r.NumberOrNull(4), r.Text(5), r.TextOrNull(6), r.DateOrNull(7), r.Text(8),
        r.Date(9), r.Text(10), r.Date(11),
        new WebhookProgress(r.Number(12), r.Number(13), r.Number(14), r.DateOrNull(15), r.Date(16), r.DateOrNull(17), r.Number(18)));
}
