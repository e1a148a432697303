using Readback.Configuration;
using Readback.Directory;
using Readback.Storage;

namespace Readback.Webhooks;

/// <summary>
/// Delivers to one webhook, one event after another: the next goes out when the one before it was taken. What came of it
/// is written down with how far the webhook has come; who dies between the two delivers once more.
/// </summary>
internal sealed partial class WebhookCourier(
    IStore store, WebhookSender sender, ReadbackSettings settings, TimeProvider clock, ILogger<WebhookCourier> log)
{
    /// <summary>How long to wait after a first failure, in seconds; twice as long after each further one.</summary>
    public const int FirstRetrySeconds = 5;

    /// <summary>How long to wait at most, in seconds.</summary>
    public const int MaxRetrySeconds = 3600;

    /// <summary>No retry is further ahead: a date that is comes of a clock that was set back since, and nobody waits for it.</summary>
    public static DateTimeOffset FurthestDue(DateTimeOffset now) => now.AddSeconds(MaxRetrySeconds);

    /// <summary>Delivers until nothing waits, or one has failed.</summary>
    public async Task Run(long webhook, Func<bool> mayGoOn, CancellationToken stopping)
    {
        while (mayGoOn() && await store.Read(db => WebhookQueue.Next(db, webhook, clock.GetUtcNow()), stopping) is { } step)
        {
            var outcome = step.Body is null ? null : await sender.Send(step.Webhook, step.Body, stopping);
            if (!await store.Write(db => Conclude(db, step, outcome)) || outcome is { IsGood: false })
            {
                return;
            }
        }
    }

    /// <summary>Delivers to try it out, whatever waits, and puts it on record.</summary>
    public async Task<WebhookDeliveryRow?> Test(WebhookRow webhook, string space, CancellationToken stopping)
    {
        var body = WebhookBody.Test(space, clock.GetUtcNow());
        var outcome = await sender.Send(webhook, body, stopping);
        return await store.Write(async db =>
        {
            if (await WebhookTable.Take(db, webhook.Id) is not { Progress: var progress })
            {
                return null;
            }
            await WebhookTable.Save(db, webhook.Id, progress with { Deliveries = progress.Deliveries + 1 });
            return await Record(db, webhook.Id, progress.Deliveries + 1, 1, body, outcome);
        });
    }

    /// <summary>False where somebody else went on, or the webhook is no more: then this is not its place any longer.</summary>
    private async ValueTask<bool> Conclude(Db db, WebhookStep step, WebhookOutcome? outcome)
    {
        var (before, id) = (step.Webhook.Progress, step.Webhook.Id);
        if (await WebhookTable.Take(db, id) is not { Progress: var now }
            || (now.MessageNumber, now.UnreadNumber) != (before.MessageNumber, before.UnreadNumber))
        {
            return false;
        }
        var done = now with { MessageNumber = step.Done.MessageNumber, UnreadNumber = step.Done.UnreadNumber };
        if (outcome is null)
        {
            return await WebhookTable.Save(db, id, done) == 1;
        }
        await Record(db, id, now.Deliveries + 1, now.Failures + 1, step.Body!, outcome);
        var after = outcome.IsGood
            ? done with { Deliveries = now.Deliveries + 1, Failures = 0, FailingSince = null, DueAt = DateTimeOffset.UnixEpoch }
            : Failed(now, clock.GetUtcNow());
        if (after.DisabledAt is not null && now.DisabledAt is null)
        {
            await AuditLog.Insert(db, new AuditRow(
                Actor.System.Username, clock.GetUtcNow(), Actor.System.Address, AuditAction.WebhookDisabled, step.Webhook.Url, step.Webhook.SpaceId, null));
            LogDisabled(id, step.Webhook.SpaceId, settings.Webhooks.DisableAfterHours);
        }
        return await WebhookTable.Save(db, id, after) == 1;
    }

    private WebhookProgress Failed(WebhookProgress before, DateTimeOffset now)
    {
        var since = before.FailingSince is { } first && first < now ? first : now;
        return before with
        {
            Deliveries = before.Deliveries + 1,
            Failures = before.Failures + 1,
            FailingSince = since,
            DueAt = now + Wait(before.Failures),
            DisabledAt = before.DisabledAt ?? (now - since >= TimeSpan.FromHours(settings.Webhooks.DisableAfterHours) ? now : null),
        };
    }

    /// <summary>Between half of the time and all of it: receivers that came back must not be met by all at once.</summary>
    private static TimeSpan Wait(long failures)
    {
        var seconds = Math.Min(MaxRetrySeconds, FirstRetrySeconds * Math.Pow(2, failures));
        return TimeSpan.FromSeconds(seconds * (1 + Random.Shared.NextDouble()) / 2);
    }

    private async ValueTask<WebhookDeliveryRow> Record(Db db, long webhook, long number, long attempt, WebhookBody body, WebhookOutcome outcome)
    {
        var row = new WebhookDeliveryRow(
            webhook, number, body.Id, body.Type, clock.GetUtcNow(), attempt, outcome.Status, outcome.Error, outcome.Milliseconds);
        await WebhookDeliveries.Insert(db, row);
        return row;
    }

    [LoggerMessage(1902, LogLevel.Warning, "Webhook {Webhook} of space {Space} has failed for {Hours} hours and is disabled")]
    private partial void LogDisabled(long webhook, long space, int hours);
}
