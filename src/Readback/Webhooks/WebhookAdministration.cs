using Readback.Directory;
using Readback.Http;
using Readback.Spaces;
using Readback.Storage;

namespace Readback.Webhooks;

/// <summary>Makes, changes and deletes webhooks, and gives them other secrets.</summary>
internal sealed class WebhookAdministration(DirectoryWriter writer, WebhookRules rules)
{
    /// <summary>Webhooks of a space.</summary>
    public const int MaxPerSpace = 10;

    /// <summary>How long the old secret signs beside a new one, in hours: time enough to give the receiver the new one.</summary>
    public const int OverlapHours = 24;

    public static readonly ProblemResult NotFound = ProblemResult.NotFound("There is no such webhook in this space.");

    private static readonly ProblemResult TooMany = ProblemResult.Conflict(
        $"This space has {MaxPerSpace} webhooks, which is the most there can be: delete one.");

    /// <summary>Makes a webhook, which is told of what comes from now on.</summary>
    public async Task<Answer<WebhookWithSecret>> Create(Actor actor, long space, WebhookInput input) =>
        (input.Url is null ? WebhookRules.UrlNeeded : rules.Check(input)) is { } problem
            ? problem
            : await writer.Administer(actor, change => Create(change, actor, space, input));

    /// <summary>Changes what is given. Where another kind of event is wanted it is told of those from now on.</summary>
    public async Task<Answer<Webhook>> Change(Actor actor, long space, long id, WebhookInput input) =>
        rules.Check(input) is { } problem ? problem : await writer.Administer(actor, change => Change(change, actor, space, id, input));

    /// <summary>Gives it another secret; the old one signs beside it for a day.</summary>
    public Task<Answer<WebhookWithSecret>> Renew(Actor actor, long space, long id) =>
        writer.Administer(actor, change => Renew(change, actor, space, id));

    /// <summary>Deletes it, with the record of its deliveries.</summary>
    public Task<Answer<Webhook>> Delete(Actor actor, long space, long id) =>
        writer.Administer(actor, change => Delete(change, actor, space, id));

    private static async ValueTask<Answer<WebhookWithSecret>> Create(DirectoryChange change, Actor actor, long spaceId, WebhookInput input)
    {
        if (await SpaceAdministration.FindOpen(change.Db, spaceId) is not { } space || await SpaceHeads.Read(change.Db, spaceId) is not { } head)
        {
            return SpaceAdministration.NotFound;
        }
        if ((await WebhookTable.Of(change.Db, spaceId)).Count >= MaxPerSpace)
        {
            return TooMany;
        }
        var events = input.Events ?? [WebhookEvents.Message];
        var webhook = new WebhookRow(
            0, spaceId, input.Url!, events.Contains(WebhookEvents.Message),
            events.Contains(WebhookEvents.Unread) ? input.UnreadMinutes ?? WebhookRules.DefaultUnreadMinutes : null,
            WebhookSignature.NewSecret(), OldSecret: null, OldUntil: null, actor.Username, change.Now, actor.Username, change.Now,
            new WebhookProgress(head.LastNumber, head.LastNumber, 0, null, DateTimeOffset.UnixEpoch, null, 0));
        webhook = webhook with { Id = await WebhookTable.Insert(change.Db, webhook) };
        await Record(change, actor, AuditAction.WebhookCreated, webhook, space);
        return new WebhookWithSecret(Webhook.Of(webhook), webhook.Secret);
    }

    private static async ValueTask<Answer<Webhook>> Change(DirectoryChange change, Actor actor, long spaceId, long id, WebhookInput input)
    {
        if (await Find(change.Db, spaceId, id) is not var (space, before) || await SpaceHeads.Read(change.Db, spaceId) is not { } head)
        {
            return NotFound;
        }
        var webhook = With(before, input);
        var progress = before.Progress with
        {
            MessageNumber = webhook.OnMessage && !before.OnMessage ? head.LastNumber : before.Progress.MessageNumber,
            UnreadNumber = webhook.UnreadMinutes is not null && before.UnreadMinutes is null ? head.LastNumber : before.Progress.UnreadNumber,
        };
        if (input.Enabled is { } enabled && enabled != progress.DisabledAt is null)
        {
            progress = progress with
            {
                DisabledAt = enabled ? null : change.Now, Failures = 0, FailingSince = null, DueAt = DateTimeOffset.UnixEpoch,
            };
        }
        webhook = webhook with { Progress = progress };
        await WebhookTable.Save(change.Db, id, progress);
        return Webhook.Of(await Save(change, actor, AuditAction.WebhookChanged, webhook, space));
    }

    private static WebhookRow With(WebhookRow webhook, WebhookInput input)
    {
        var events = input.Events ?? Webhook.Of(webhook).Events;
        return webhook with
        {
            Url = input.Url ?? webhook.Url,
            OnMessage = events.Contains(WebhookEvents.Message),
            UnreadMinutes = events.Contains(WebhookEvents.Unread)
                ? input.UnreadMinutes ?? webhook.UnreadMinutes ?? WebhookRules.DefaultUnreadMinutes
                : null,
        };
    }

    private static async ValueTask<Answer<WebhookWithSecret>> Renew(DirectoryChange change, Actor actor, long spaceId, long id)
    {
        if (await Find(change.Db, spaceId, id) is not var (space, before))
        {
            return NotFound;
        }
        var webhook = before with
        {
            Secret = WebhookSignature.NewSecret(), OldSecret = before.Secret, OldUntil = change.Now.AddHours(OverlapHours),
        };
        return new WebhookWithSecret(
            Webhook.Of(await Save(change, actor, AuditAction.WebhookRenewed, webhook, space)), webhook.Secret);
    }

    private static async ValueTask<Answer<Webhook>> Delete(DirectoryChange change, Actor actor, long spaceId, long id)
    {
        if (await Find(change.Db, spaceId, id) is not var (space, webhook))
        {
            return NotFound;
        }
        await WebhookTable.Delete(change.Db, id);
        await Record(change, actor, AuditAction.WebhookDeleted, webhook, space);
        return Webhook.Of(webhook);
    }

    private static async ValueTask<(SpaceRow Space, WebhookRow Webhook)?> Find(Db db, long spaceId, long id) =>
        await SpaceAdministration.FindOpen(db, spaceId) is { } space && await WebhookTable.Take(db, id) is { } webhook
        && webhook.SpaceId == spaceId
            ? (space, webhook)
            : null;

    private static async ValueTask<WebhookRow> Save(DirectoryChange change, Actor actor, string action, WebhookRow webhook, SpaceRow space)
    {
        var row = webhook with { ModifiedBy = actor.Username, ModifiedAt = change.Now };
        await WebhookTable.Update(change.Db, row);
        await Record(change, actor, action, row, space);
        return row;
    }

    private static ValueTask<int> Record(DirectoryChange change, Actor actor, string action, WebhookRow webhook, SpaceRow space) =>
        change.Record(actor, action, $"{webhook.Url} of {space.Name}", space.Id);
}
