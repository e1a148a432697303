namespace Readback.Webhooks;

/// <summary>What the house needs of this folder.</summary>
internal static class WebhooksSetup
{
    public static IServiceCollection AddWebhooks(this IServiceCollection services) => services
        .AddSingleton<WebhookAddresses>()
        .AddSingleton<WebhookRules>()
        .AddSingleton<WebhookAdministration>()
        .AddSingleton<WebhookSender>()
        .AddSingleton<WebhookCourier>()
        .AddSingleton<WebhookLease>()
        .AddHostedService<WebhookDispatcher>()
        .ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, WebhookApiJson.Default));
}
