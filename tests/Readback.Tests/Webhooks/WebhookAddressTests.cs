using System.Text.Json.Nodes;
using Readback.Tests.Chat;
using Readback.Tests.Hosting;

namespace Readback.Tests.Webhooks;

/// <summary>Nothing goes anywhere that the settings do not allow, whatever a name leads to and whatever a receiver answers.</summary>
public sealed class WebhookAddressTests
{
    [Fact]
    public async Task Without_an_allowed_network_there_are_no_webhooks()
    {
        await using var house = await WebhookHouse.Open(settings => settings with { AllowedNetworks = [] });
        Assert.Equal(
            "url: no network is allowed by the setting webhooks.allowedNetworks.",
            await house.Admin.PostJson(house.Webhooks, Input(house.Receiver.Url)).Refused(400));
    }

    [Fact]
    public async Task A_url_is_looked_at_before_it_is_kept()
    {
        await using var house = await WebhookHouse.Open();
        foreach (var (url, problem) in ((string, string)[])
            [
                ("http://169.254.169.254/latest", "url: the address is in no network"),
                ("http://[::1]:80/", "url: the address is in no network"),
                ("http://[::ffff:10.0.0.1]/", "url: the address is in no network"),
                ("http://hooks.example.org/", "url: the host is not one"),
                ("http://localhost.example.org/", "url: the host is not one"),
                ("http://user:x@localhost/", "url: must be an http or https address"),
                ("http://localhost/#x", "url: must be an http or https address"),
                ("ftp://localhost/", "url: must be an http or https address"),
                ("file:///etc/passwd", "url: must be an http or https address"),
                ("localhost", "url: must be an http or https address"),
                ("", "url: must be an http or https address"),
            ])
        {
            Assert.StartsWith(problem, await house.Admin.PostJson(house.Webhooks, Input(url)).Refused(400), StringComparison.Ordinal);
        }
        Assert.Equal("[]", (await house.Admin.ReadNode(house.Webhooks)).ToJsonString());
        // The premise: others are kept; the number is 127.0.1.1.
        foreach (var url in (string[])["http://2130706689/", "http://LOCALHOST/", "http://[::ffff:127.0.0.1]/"])
        {
            await (await house.Admin.PostJson(house.Webhooks, Input(url))).Is(200);
        }
    }

    [Fact]
    public async Task A_name_that_leads_elsewhere_is_not_followed()
    {
        await using var house = await WebhookHouse.Open(settings => settings with { AllowedNetworks = ["10.0.0.0/8"] });
        var webhook = await house.Make(new JsonObject { ["url"] = house.Receiver.Url.Replace("127.0.0.1", "localhost", StringComparison.Ordinal) });
        var result = JsonNode.Parse(await house.Admin.PostJson($"{house.Webhooks}/{webhook.Id}/test", "").Text())!;
        Assert.Equal(
            "not sent: the name leads to no address in a network that the setting webhooks.allowedNetworks allows", (string)result["error"]!);
        Assert.Equal(0, house.Receiver.Waiting);
    }

    [Fact]
    public async Task A_redirect_is_an_answer_and_nobody_goes_there()
    {
        await using var house = await WebhookHouse.Open();
        await using var elsewhere = await Receiver.Start();
        house.Receiver.Answer = http =>
        {
            http.Response.StatusCode = 307;
            http.Response.Headers.Location = elsewhere.Url;
            return Task.CompletedTask;
        };
        var webhook = await house.Make();
        await house.Ayse.Say("one");
        var record = Assert.Single(await house.Recorded(webhook, 1));
        Assert.Equal((false, 307), ((bool)record["successful"]!, (int)record["status"]!));
        Assert.Equal(0, elsewhere.Waiting);
    }

    [Fact]
    public async Task One_that_is_not_there_is_told_as_that()
    {
        await using var house = await WebhookHouse.Open();
        var gone = await Receiver.Start();
        var url = gone.Url;
        await gone.DisposeAsync();
        var webhook = await house.Make(new JsonObject { ["url"] = url });
        await house.Ayse.Say("one");
        var record = Assert.Single(await house.Recorded(webhook, 1));
        Assert.Equal("no connection: ConnectionRefused", (string)record["error"]!);
    }

    private static string Input(string url) => new JsonObject { ["url"] = url }.ToJsonString();
}
