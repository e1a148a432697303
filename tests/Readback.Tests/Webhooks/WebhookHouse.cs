using System.Text.Json.Nodes;
using Readback.Configuration;
using Readback.Tests.Chat;
using Readback.Tests.Hosting;

namespace Readback.Tests.Webhooks;

/// <summary>A webhook that an administrator made.</summary>
internal sealed record MadeWebhook(string Id, string Secret);

/// <summary>A server that may deliver to this machine, with a space of Ayse's and Bora's for each test, and a receiver.</summary>
internal sealed class WebhookHouse : IAsyncDisposable
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);

    private WebhookHouse(ReadbackServer server, Receiver receiver) => (Server, Receiver) = (server, receiver);

    public ReadbackServer Server { get; }

    public Receiver Receiver { get; }

    public Person Admin { get; private set; } = null!;

    public Person Ayse { get; private set; } = null!;

    public Person Bora { get; private set; } = null!;

    public string SpaceId { get; private set; } = "";

    public string Webhooks => $"/api/spaces/{SpaceId}/webhooks";

    public static async Task<WebhookHouse> Open(Func<WebhookSettings, WebhookSettings>? change = null)
    {
        var settings = new WebhookSettings { AllowedHosts = ["localhost"], AllowedNetworks = ["127.0.0.0/8"] };
        var server = await ReadbackServer.Run(all => all with { Webhooks = change?.Invoke(settings) ?? settings });
        var house = new WebhookHouse(server, await Receiver.Start()) { SpaceId = $"{await server.AddSpace(ReadbackServer.Boiler)}" };
        foreach (var name in (string[])["ayse", "bora"])
        {
            await server.AddUser(name, ReadbackServer.Boiler);
        }
        await house.LogIn();
        return house;
    }

    public async Task LogIn()
    {
        (Admin, Ayse, Bora) = (await Server.LogIn("admin", space: null), await Server.LogIn("ayse"), await Server.LogIn("bora"));
    }

    /// <summary>Makes a webhook to the receiver, for messages unless other things are said.</summary>
    public Task<MadeWebhook> Make(JsonObject? input = null)
    {
        input ??= [];
        input["url"] ??= Receiver.Url;
        return Made(Admin.PostJson(Webhooks, input.ToJsonString()));
    }

    public static async Task<MadeWebhook> Made(Task<HttpResponseMessage> answering)
    {
        using var answer = await answering;
        await answer.Is(200);
        var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        return new MadeWebhook((string)body["webhook"]!["id"]!, (string)body["secret"]!);
    }

    public async Task<JsonObject> Show(MadeWebhook webhook) =>
        (await Admin.ReadNode(Webhooks)).AsArray().Select(one => one!.AsObject()).Single(one => (string)one["id"]! == webhook.Id);

    public async Task<List<JsonObject>> Deliveries(MadeWebhook webhook) =>
        [.. (await Admin.ReadNode($"{Webhooks}/{webhook.Id}/deliveries")).AsArray().Select(one => one!.AsObject())];

    /// <summary>Waits until what came of so many deliveries is on record.</summary>
    public async Task<List<JsonObject>> Recorded(MadeWebhook webhook, int count)
    {
        var found = new List<JsonObject>();
        await Until(async () => (found = await Deliveries(webhook)).Count >= count);
        return found;
    }

    /// <summary>Asks until something is so.</summary>
    public static async Task Until(Func<Task<bool>> isSo)
    {
        using var guard = new CancellationTokenSource(Guard);
        while (!await isSo())
        {
            guard.Token.ThrowIfCancellationRequested();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Receiver.DisposeAsync();
    }
}
