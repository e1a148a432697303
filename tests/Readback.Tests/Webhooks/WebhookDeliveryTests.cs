using System.Text.Json.Nodes;
using Readback.Storage;
using Readback.Tests.Chat;
using Readback.Tests.Hosting;
using Readback.Webhooks;

namespace Readback.Tests.Webhooks;

/// <summary>Every message is told, in order, and told again until it is taken.</summary>
public sealed class WebhookDeliveryTests : IAsyncLifetime
{
    private WebhookHouse _house = null!;

    public async ValueTask InitializeAsync() => _house = await WebhookHouse.Open(settings => settings with { DisableAfterHours = 2 });

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    [Fact]
    public async Task A_message_is_told_as_it_is_and_signed()
    {
        await _house.Ayse.Say("before there was a webhook");
        var webhook = await _house.Make();
        var id = await _house.Ayse.Say("Vana 3 açık: 72 °C");

        var came = await _house.Receiver.Next();
        Assert.Equal("message", came.Headers["Readback-Event"]);
        Assert.Equal(came.Id, came.Headers["Readback-Event-Id"]);
        Assert.StartsWith($"message-{id}-", came.Id, StringComparison.Ordinal);
        Assert.Equal(("message", ReadbackServer.Boiler), ((string)came.Body["type"]!, (string)came.Body["space"]!));
        Wire.AssertSame(await _house.Ayse.Read($"/api/chat/messages/{id}"), came.Body["message"]);
        Assert.Equal(WebhookSignature.Of([webhook.Secret], _house.Server.Clock.GetUtcNow(), came.Bytes), came.Signature);
        var record = Assert.Single(await _house.Recorded(webhook, 1));
        Assert.Equal((came.Id, true, 204, 1), ((string)record["eventId"]!, (bool)record["successful"]!, (int)record["status"]!, (int)record["attempt"]!));
        Assert.Equal(2, (int)(await _house.Show(webhook))["deliveredNumber"]!);
    }

    [Fact]
    public async Task Nothing_overtakes_what_was_not_taken_and_each_attempt_has_the_same_id()
    {
        _house.Receiver.Answer = Receiver.With(500);
        var webhook = await _house.Make();
        await _house.Ayse.SayAll("one", "two");
        var first = await _house.Receiver.Next();
        await _house.Recorded(webhook, 1);
        var failing = await _house.Show(webhook);
        Assert.Equal((1, true), ((int)failing["failures"]!, (bool)failing["enabled"]!));
        Assert.NotNull(failing["nextAttemptDate"]);

        _house.Receiver.Answer = Receiver.With(204);
        _house.Server.Clock.Advance(TimeSpan.FromSeconds(WebhookCourier.FirstRetrySeconds));
        var again = await _house.Receiver.Next();
        Assert.Equal(("one", first.Id), (again.Content, again.Id));
        Assert.Equal("two", (await _house.Receiver.Next()).Content);
        var records = await _house.Recorded(webhook, 3);
        Assert.Equal([1, 2, 1], records.Select(record => (int)record["attempt"]!));
        Assert.Equal(0, (int)(await _house.Show(webhook))["failures"]!);
    }

    [Fact]
    public async Task A_clock_that_was_set_back_holds_up_no_further_attempt()
    {
        _house.Receiver.Answer = Receiver.With(500);
        var webhook = await _house.Make();
        await _house.Ayse.Say("one");
        await _house.Receiver.Next();
        await _house.Recorded(webhook, 1);
        var clock = _house.Server.Clock;
        clock.AdjustTime(clock.GetUtcNow().AddDays(-30));
        await _house.LogIn();

        clock.Advance(TimeSpan.FromSeconds(WebhookDispatcher.LookSeconds));
        Assert.Equal("one", (await _house.Receiver.Next()).Content);
        await _house.Recorded(webhook, 2);
        Assert.True((DateTimeOffset)(await _house.Show(webhook))["failingSinceDate"]! <= clock.GetUtcNow());

        _house.Receiver.Answer = Receiver.With(204);
        clock.Advance(TimeSpan.FromSeconds(2 * WebhookCourier.FirstRetrySeconds));
        Assert.Equal("one", (await _house.Receiver.Next()).Content);
        await _house.Recorded(webhook, 3);
        Assert.Equal(0, (int)(await _house.Show(webhook))["failures"]!);
    }

    [Fact]
    public async Task One_that_fails_holds_up_no_other()
    {
        await using var broken = await Receiver.Start();
        broken.Answer = Receiver.With(503);
        await _house.Make(new JsonObject { ["url"] = broken.Url });
        await _house.Make();
        await _house.Ayse.SayAll("one", "two", "three");
        Assert.Equal(["one", "two", "three"], await _house.Receiver.Contents(3));
        Assert.Equal("one", (await broken.Next()).Content);
    }

    [Fact]
    public async Task A_restart_goes_on_where_it_stopped()
    {
        _house.Receiver.Answer = Receiver.With(500);
        var webhook = await _house.Make();
        await _house.Ayse.SayAll("one", "two");
        await _house.Receiver.Next();
        await _house.Recorded(webhook, 1);
        await _house.Server.Restart();
        await _house.LogIn();
        _house.Receiver.Answer = Receiver.With(204);
        _house.Server.Clock.Advance(TimeSpan.FromSeconds(WebhookCourier.FirstRetrySeconds));
        Assert.Equal(["one", "two"], await _house.Receiver.Contents(2));
        await _house.Recorded(webhook, 3);
        Assert.Equal(0, _house.Receiver.Waiting);
    }

    [Fact]
    public async Task One_that_does_not_answer_is_given_up_in_time()
    {
        var held = new TaskCompletionSource();
        _house.Receiver.Answer = http => held.Task.WaitAsync(http.RequestAborted);
        var webhook = await _house.Make();
        await _house.Ayse.Say("one");
        await _house.Receiver.Next();
        _house.Server.Clock.Advance(TimeSpan.FromSeconds(WebhookSender.TimeoutSeconds));
        var record = Assert.Single(await _house.Recorded(webhook, 1));
        Assert.Equal((null, "no answer within 10 seconds", 10_000), ((int?)record["status"], (string)record["error"]!, (int)record["milliseconds"]!));
        held.SetResult();
    }

    [Fact]
    public async Task One_that_fails_for_too_long_is_switched_off_for_all_to_see_and_goes_on_when_switched_on()
    {
        _house.Receiver.Answer = Receiver.With(500);
        var webhook = await _house.Make();
        await _house.Ayse.SayAll("one", "two");
        await _house.Receiver.Next();
        await _house.Recorded(webhook, 1);
        for (var attempt = 2; attempt <= 4; attempt++)
        {
            _house.Server.Clock.Advance(TimeSpan.FromHours(1));
            await _house.Receiver.Next();
            await _house.Recorded(webhook, attempt);
            if (attempt == 2)
            {
                Assert.True((bool)(await _house.Show(webhook))["enabled"]!);
            }
            if (!(bool)(await _house.Show(webhook))["enabled"]!)
            {
                break;
            }
        }
        var off = await _house.Show(webhook);
        Assert.Equal((false, null), ((bool)off["enabled"]!, off["nextAttemptDate"]));
        Assert.NotNull(off["disabledDate"]);
        var act = (await _house.Admin.Read("/api/audit?size=1&msg=webhook.disabled")).Rows()[0];
        Assert.Equal(("system", _house.Receiver.Url), ((string)act["username"]!, (string)act["target"]!));

        _house.Receiver.Answer = Receiver.With(200);
        await (await _house.Admin.PutJson($"{_house.Webhooks}/{webhook.Id}", """{"enabled":true}""")).Is(204);
        _house.Server.Clock.Advance(TimeSpan.FromSeconds(WebhookDispatcher.LookSeconds));
        Assert.Equal(["one", "two"], await _house.Receiver.Contents(2));
    }

    [Fact]
    public async Task A_test_is_delivered_whatever_waits_and_says_what_came_of_it()
    {
        _house.Receiver.Answer = Receiver.With(410);
        var webhook = await _house.Make();
        var result = JsonNode.Parse(await _house.Admin.PostJson($"{_house.Webhooks}/{webhook.Id}/test", "").Text())!;
        Assert.Equal((false, 410, "test"), ((bool)result["successful"]!, (int)result["status"]!, (string)result["event"]!));
        Assert.Equal("test", (string)(await _house.Receiver.Next()).Body["type"]!);
        Assert.Equal(0, (int)(await _house.Show(webhook))["failures"]!);
        Wire.AssertSame(result, Assert.Single(await _house.Deliveries(webhook)));
    }

    [Fact]
    public async Task The_old_secret_signs_beside_the_new_one_for_a_day()
    {
        var old = await _house.Make();
        var renewed = await WebhookHouse.Made(_house.Admin.PostJson($"{_house.Webhooks}/{old.Id}/secret", ""));
        Assert.NotEqual(old.Secret, renewed.Secret);
        await _house.Ayse.Say("one");
        var both = await _house.Receiver.Next();
        Assert.Equal(WebhookSignature.Of([renewed.Secret, old.Secret], _house.Server.Clock.GetUtcNow(), both.Bytes), both.Signature);
        await _house.Recorded(old, 1);

        _house.Server.Clock.Advance(TimeSpan.FromHours(WebhookAdministration.OverlapHours));
        await _house.Ayse.Say("two");
        var one = await _house.Receiver.Next();
        Assert.Equal(WebhookSignature.Of([renewed.Secret], _house.Server.Clock.GetUtcNow(), one.Bytes), one.Signature);
    }

    [Fact]
    public async Task The_last_deliveries_are_kept_and_no_more()
    {
        var webhook = await _house.Make();
        for (var n = 1; n <= WebhookDeliveries.MaxKept + 2; n++)
        {
            await _house.Ayse.Say($"{n}");
        }
        Assert.Equal($"{WebhookDeliveries.MaxKept + 2}", (await _house.Receiver.Contents(WebhookDeliveries.MaxKept + 2))[^1]);
        await WebhookHouse.Until(async () => (int)(await _house.Show(webhook))["deliveredNumber"]! == WebhookDeliveries.MaxKept + 2);
        Assert.Equal(WebhookDeliveries.MaxKept, (await _house.Deliveries(webhook)).Count);
    }
}
