using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Readback.Chat;
using Readback.Directory;
using Readback.Http;
using Readback.Http.OpenApi;
using Readback.Spaces;
using Readback.Storage;

namespace Readback.Webhooks;

/// <summary>The webhooks of a space; for administrators.</summary>
internal static class WebhookApi
{
    public static void MapWebhooks(this IEndpointRouteBuilder app)
    {
        var webhooks = app.MapGroup("/api/spaces/{id}/webhooks").WithTags("Webhooks").RequireAdmin().WithProblems(403, 404);
        webhooks.MapGet("", List);
        webhooks.MapPost("", Create).WithProblems(400, 409);
        webhooks.MapPut("/{webhookId}", Change).WithProblems(400);
        webhooks.MapDelete("/{webhookId}", Delete);
        webhooks.MapPost("/{webhookId}/secret", Renew);
        webhooks.MapPost("/{webhookId}/test", Test);
        webhooks.MapGet("/{webhookId}/deliveries", ListDeliveries);
    }

    /// <summary>The webhooks of a space, in the order in which they were made.</summary>
    /// <param name="id">The space's id.</param>
    public static async Task<Results<Ok<IReadOnlyList<Webhook>>, ProblemResult>> List(
        string id, DirectoryCache directory, IStore store, CancellationToken cancellation) =>
        WireId.TryParse(id, out var space) && directory.TryGetSpace(space, out _)
            ? TypedResults.Ok<IReadOnlyList<Webhook>>([.. (await store.Read(db => WebhookTable.Of(db, space), cancellation)).Select(Webhook.Of)])
            : SpaceAdministration.NotFound;

    /// <summary>Makes a webhook, which is told of what comes from now on. The secret in the answer is shown this once.</summary>
    /// <param name="id">The space's id.</param>
    public static async Task<Results<Ok<WebhookWithSecret>, ProblemResult>> Create(
        string id, [FromBody] WebhookInput input, Caller caller, WebhookAdministration webhooks)
    {
        if (!WireId.TryParse(id, out var space))
        {
            return SpaceAdministration.NotFound;
        }
        return (await webhooks.Create(Actor.Of(caller), space, input)).TryGet(out var made, out var problem) ? TypedResults.Ok(made) : problem;
    }

    /// <summary>Changes a webhook; what is not given stays as it is. One that is switched on again goes on where it stopped.</summary>
    /// <param name="id">The space's id.</param>
    /// <param name="webhookId">The webhook's id.</param>
    public static async Task<Results<NoContent, ProblemResult>> Change(
        string id, string webhookId, [FromBody] WebhookInput input, Caller caller, WebhookAdministration webhooks)
    {
        if (!WireId.TryParse(id, out var space) || !WireId.TryParse(webhookId, out var webhook))
        {
            return WebhookAdministration.NotFound;
        }
        return (await webhooks.Change(Actor.Of(caller), space, webhook, input)).TryGet(out _, out var problem) ? TypedResults.NoContent() : problem;
    }

    /// <summary>Deletes a webhook, with the record of its deliveries.</summary>
    /// <param name="id">The space's id.</param>
    /// <param name="webhookId">The webhook's id.</param>
    public static async Task<Results<NoContent, ProblemResult>> Delete(
        string id, string webhookId, Caller caller, WebhookAdministration webhooks)
    {
        if (!WireId.TryParse(id, out var space) || !WireId.TryParse(webhookId, out var webhook))
        {
            return WebhookAdministration.NotFound;
        }
        return (await webhooks.Delete(Actor.Of(caller), space, webhook)).TryGet(out _, out var problem) ? TypedResults.NoContent() : problem;
    }

    /// <summary>Gives a webhook another secret, shown this once; the old one signs beside it for 24 hours.</summary>
    /// <param name="id">The space's id.</param>
    /// <param name="webhookId">The webhook's id.</param>
    public static async Task<Results<Ok<WebhookWithSecret>, ProblemResult>> Renew(
        string id, string webhookId, Caller caller, WebhookAdministration webhooks)
    {
        if (!WireId.TryParse(id, out var space) || !WireId.TryParse(webhookId, out var webhook))
        {
            return WebhookAdministration.NotFound;
        }
        return (await webhooks.Renew(Actor.Of(caller), space, webhook)).TryGet(out var renewed, out var problem)
            ? TypedResults.Ok(renewed)
            : problem;
    }

    /// <summary>Delivers a test event now, once, whatever else waits; and tells what came of it.</summary>
    /// <param name="id">The space's id.</param>
    /// <param name="webhookId">The webhook's id.</param>
    public static async Task<Results<Ok<WebhookDelivery>, ProblemResult>> Test(
        string id, string webhookId, DirectoryCache directory, IStore store, WebhookCourier courier, CancellationToken cancellation) =>
        await Find(id, webhookId, directory, store, cancellation) is var (space, webhook)
        && await courier.Test(webhook, space.Name, cancellation) is { } delivery
            ? TypedResults.Ok(WebhookDelivery.Of(delivery))
            : WebhookAdministration.NotFound;

    /// <summary>The last deliveries of a webhook, 100 at most, the newest first.</summary>
    /// <param name="id">The space's id.</param>
    /// <param name="webhookId">The webhook's id.</param>
    public static async Task<Results<Ok<IReadOnlyList<WebhookDelivery>>, ProblemResult>> ListDeliveries(
        string id, string webhookId, DirectoryCache directory, IStore store, CancellationToken cancellation) =>
        await Find(id, webhookId, directory, store, cancellation) is var (_, webhook)
            ? TypedResults.Ok<IReadOnlyList<WebhookDelivery>>(
                [.. (await store.Read(db => WebhookDeliveries.Of(db, webhook.Id), cancellation)).Select(WebhookDelivery.Of)])
            : WebhookAdministration.NotFound;

    private static async Task<(SpaceRow Space, WebhookRow Webhook)?> Find(
        string id, string webhookId, DirectoryCache directory, IStore store, CancellationToken cancellation) =>
        WireId.TryParse(id, out var spaceId) && WireId.TryParse(webhookId, out var number) && directory.TryGetSpace(spaceId, out var space)
        && await store.Read(db => WebhookTable.Find(db, number), cancellation) is { } webhook && webhook.SpaceId == spaceId
            ? (space, webhook)
            : null;
}
