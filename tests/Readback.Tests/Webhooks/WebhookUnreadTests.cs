using System.Text.Json.Nodes;
using Readback.Tests.Chat;
using Readback.Tests.Hosting;

namespace Readback.Tests.Webhooks;

/// <summary>A message that somebody has not read in time is told once, with who that is.</summary>
public sealed class WebhookUnreadTests : IAsyncLifetime
{
    private WebhookHouse _house = null!;

    public async ValueTask InitializeAsync() => _house = await WebhookHouse.Open();

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    [Fact]
    public async Task Who_has_not_read_it_in_time_is_named_once()
    {
        await _house.Server.AddUser("chen", ReadbackServer.Boiler);
        var webhook = await _house.Make(new JsonObject { ["events"] = new JsonArray("unread"), ["unreadMinutes"] = 10 });
        var read = await _house.Ayse.Say("read by all");
        var chen = await _house.Server.LogIn("chen");
        foreach (var reader in (Person[])[_house.Bora, chen])
        {
            await reader.MarkRead(read);
        }
        var unread = await _house.Ayse.Say("read by one");
        await _house.Bora.MarkRead(unread);
        _house.Server.Clock.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(1));
        await _house.Ayse.Say("not yet of age");
        _house.Server.Clock.Advance(TimeSpan.FromSeconds(1));

        var came = await _house.Receiver.Next();
        Assert.Equal(("unread", "read by one", 10), ((string)came.Body["type"]!, came.Content, (int)came.Body["minutes"]!));
        Assert.Equal((3, 1, """["chen"]"""), ((int)came.Body["recipientCount"]!, (int)came.Body["unreadCount"]!, came.Body["unread"]!.ToJsonString()));
        await _house.Recorded(webhook, 1);
        _house.Server.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal("not yet of age", (await _house.Receiver.Next()).Content);
        await _house.Recorded(webhook, 2);
        Assert.Equal(0, _house.Receiver.Waiting);
    }

    [Fact]
    public async Task With_messages_as_well_what_came_due_first_is_told_first()
    {
        _house.Receiver.Answer = Receiver.With(500);
        var webhook = await _house.Make(new JsonObject { ["events"] = new JsonArray("message", "unread"), ["unreadMinutes"] = 1 });
        await _house.Ayse.Say("one");
        await _house.Receiver.Next();
        await _house.Recorded(webhook, 1);
        _house.Server.Clock.Advance(TimeSpan.FromMinutes(2));
        await _house.Receiver.Next();
        await _house.Recorded(webhook, 2);
        await _house.Ayse.Say("two");
        _house.Receiver.Answer = Receiver.With(204);
        _house.Server.Clock.Advance(TimeSpan.FromMinutes(2));
        var came = new List<string>();
        while (came.Count < 4)
        {
            var next = await _house.Receiver.Next();
            came.Add($"{next.Body["type"]} {next.Content}");
        }
        Assert.Equal(["message one", "unread one", "message two", "unread two"], came);
    }

    [Fact]
    public async Task One_that_is_told_of_messages_from_later_on_is_told_of_none_before()
    {
        var webhook = await _house.Make(new JsonObject { ["events"] = new JsonArray("unread"), ["unreadMinutes"] = 60 });
        await _house.Ayse.Say("before");
        await (await _house.Admin.PutJson($"{_house.Webhooks}/{webhook.Id}", """{"events":["message","unread"]}""")).Is(204);
        await _house.Ayse.Say("after");
        Assert.Equal("after", (await _house.Receiver.Next()).Content);
        Assert.Equal(60, (int)(await _house.Show(webhook))["unreadMinutes"]!);
    }
}
