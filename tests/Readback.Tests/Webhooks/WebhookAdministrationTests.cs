using System.Text.Json.Nodes;
using Readback.Tests.Accounts;
using Readback.Tests.Chat;
using Readback.Webhooks;

namespace Readback.Tests.Webhooks;

/// <summary>Administrators make, change and delete webhooks, and nobody sees a secret twice.</summary>
public sealed class WebhookAdministrationTests : IAsyncLifetime
{
    private WebhookHouse _house = null!;

    public async ValueTask InitializeAsync() => _house = await WebhookHouse.Open();

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    [Fact]
    public async Task A_webhook_is_listed_with_all_but_its_secret_and_every_act_is_on_record()
    {
        await _house.Ayse.Say("one");
        var made = await _house.Make(new JsonObject { ["events"] = new JsonArray("unread", "message") });
        Assert.Matches("^rbwh_[A-Za-z0-9_-]{43}$", made.Secret);
        var now = Chat.Wire.Date(_house.Server.Clock.GetUtcNow());
        var target = $"{_house.Receiver.Url} of boiler-2 from 127.0.0.1";
        Chat.Wire.AssertSame(
            new JsonObject
            {
                ["id"] = made.Id, ["url"] = _house.Receiver.Url, ["events"] = new JsonArray("message", "unread"), ["unreadMinutes"] = 5, ["enabled"] = true,
                ["createdBy"] = "admin", ["creationDate"] = now, ["lastModifiedBy"] = "admin", ["lastModifiedDate"] = now, ["deliveredNumber"] = 1,
                ["failures"] = 0, ["failingSinceDate"] = null, ["nextAttemptDate"] = null, ["disabledDate"] = null,
            },
            await _house.Show(made));
        Assert.Equal($"admin webhook.created {target}", await _house.Admin.LastAct());
        await (await _house.Admin.PutJson($"{_house.Webhooks}/{made.Id}", """{"enabled":false,"events":["message"]}""")).Is(204);
        Assert.Equal($"admin webhook.changed {target}", await _house.Admin.LastAct());
        var off = await _house.Show(made);
        Assert.Equal((false, null, now), ((bool)off["enabled"]!, off["unreadMinutes"], (string)off["disabledDate"]!));
        await WebhookHouse.Made(_house.Admin.PostJson($"{_house.Webhooks}/{made.Id}/secret", ""));
        Assert.Equal($"admin webhook.renewed {target}", await _house.Admin.LastAct());
        await (await _house.Admin.Delete($"{_house.Webhooks}/{made.Id}")).Is(204);
        Assert.Equal($"admin webhook.deleted {target}", await _house.Admin.LastAct());
        Assert.Equal("[]", (await _house.Admin.ReadNode(_house.Webhooks)).ToJsonString());
    }

    [Fact]
    public async Task Bad_input_is_told_by_its_field()
    {
        foreach (var (input, sentence) in ((string, string)[])
            [
                ("""{}""", "url: must be given."),
                ("""{"url":"http://127.0.0.1/","events":[]}""", "events: must hold message, unread, or both."),
                ("""{"url":"http://127.0.0.1/","events":["read"]}""", "events: must hold message, unread, or both."),
                ("""{"url":"http://127.0.0.1/","unreadMinutes":0}""", "unreadMinutes: must be 1 to 1440."),
                ("""{"url":"http://127.0.0.1/","unreadMinutes":1441}""", "unreadMinutes: must be 1 to 1440."),
            ])
        {
            Assert.Equal(sentence, await _house.Admin.PostJson(_house.Webhooks, input).Refused(400));
        }
        Assert.Equal("[]", (await _house.Admin.ReadNode(_house.Webhooks)).ToJsonString());
    }

    [Fact]
    public async Task A_url_may_be_so_long_and_a_space_has_so_many_webhooks()
    {
        var longest = _house.Receiver.Url + "?" + new string('x', WebhookRules.MaxUrlLength - _house.Receiver.Url.Length - 1);
        await _house.Make(new JsonObject { ["url"] = longest });
        await _house.Admin.PostJson(_house.Webhooks, new JsonObject { ["url"] = longest + "x" }.ToJsonString()).Refused(400);
        for (var n = 1; n < WebhookAdministration.MaxPerSpace; n++)
        {
            await _house.Make();
        }
        Assert.StartsWith(
            "This space has 10 webhooks", await _house.Admin.PostJson(_house.Webhooks, new JsonObject { ["url"] = longest }.ToJsonString()).Refused(409),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_webhook_of_another_space_is_not_found_and_stays_as_it_is()
    {
        var made = await _house.Make();
        var other = $"/api/spaces/{await _house.Server.AddSpace("beside")}/webhooks/{made.Id}";
        await _house.Admin.PutJson(other, """{"enabled":false}""").Refused(404);
        await _house.Admin.Delete(other).Refused(404);
        await _house.Admin.PostJson($"{other}/secret", "").Refused(404);
        await _house.Admin.PostJson($"{other}/test", "").Refused(404);
        await _house.Admin.Get($"{other}/deliveries").Refused(404);
        await _house.Ayse.Say("as it was");
        Assert.Equal("as it was", (await _house.Receiver.Next()).Content);
    }
}
