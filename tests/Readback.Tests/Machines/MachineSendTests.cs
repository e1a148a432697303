using System.Text.Json.Nodes;
using Readback.Storage;
using Readback.Tests.Accounts;
using Readback.Tests.Chat;
using Readback.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Readback.Storage.Verification;

namespace Readback.Tests.Machines;

/// <summary>What a machine says is a message like any other, but that the machine itself is nobody who has to read it.</summary>
public sealed class MachineSendTests(ChatHouse house) : MachineTest(house)
{
    [Fact]
    public async Task A_token_is_all_that_a_message_needs()
    {
        var machine = await Make();
        var id = await machine.At(Server).Say("Pressure high");

        var message = await Ayse.Read($"/api/chat/messages/{id}");
        Assert.Equal(("Pressure high", machine.Name), ((string)message["content"]!, (string)message["createdBy"]!));
        Assert.Equal([id], (await Ayse.Find(("from", machine.Name.ToUpperInvariant()))).Rows().Select(row => (string)row["id"]!));
        Assert.Equal((1, 1), await Ayse.Counts());
    }

    [Fact]
    public async Task It_is_nobody_who_has_to_read_anything()
    {
        var machine = await Make("send", "read");
        await Ayse.Say("Valve 3 is open.");
        var id = await machine.At(Server).Say("Pressure high");
        Assert.Equal("""[{"number":1,"readCount":1,"recipientCount":3},{"number":2,"readCount":0,"recipientCount":3}]""", await Receipts());

        await Bora.MarkRead(id);
        Assert.Equal("""[{"number":1,"readCount":1,"recipientCount":3},{"number":2,"readCount":1,"recipientCount":3}]""", await Receipts());
        var recipients = await Ayse.Read($"/api/chat/messages/{id}/recipients");
        Assert.Equal(["ayse", "bora", "chen"], recipients.Rows().Select(row => (string)row["username"]!));
        var unread = await Ayse.Read($"/api/chat/messages/{id}/recipients?isRead=false");
        Assert.Equal((2, 2), ((int)unread["totalElements"]!, unread.Rows().Count));
        Assert.Equal(["ayse", "chen"], unread.Rows().Select(row => (string)row["username"]!));
    }

    [Fact]
    public async Task Data_with_machines_in_it_is_sound()
    {
        var machine = (await Make()).At(Server);
        var first = await machine.Say("Pressure high", key: "a1");
        await Ayse.Say("I see it.");
        await machine.Say("Pressure normal");
        await Chen.MarkRead(first);
        await Ayse.MarkRead(first);
        var found = await Server.Services.GetRequiredService<IStore>().Read(db => Verifier.Run(db, Verifier.Checks, _ => { }));
        Assert.Empty(found.Select(check => $"{check.Name}: {string.Join("; ", check.Examples)}"));
    }

    [Fact]
    public async Task A_key_makes_it_safe_to_try_again()
    {
        var machine = (await Make()).At(Server);
        var first = await machine.Say("Pressure high", key: "alarm 17");
        Assert.Equal(first, await machine.Say("Pressure high", key: "alarm 17"));
        await machine.TrySay("Pressure low", "alarm 17").Refused(409);
        Assert.Equal((1, 1), await Ayse.Counts());
    }

    [Fact]
    public async Task What_curl_calls_a_form_is_the_text_that_it_holds_but_from_people_it_is_refused()
    {
        var form = () => new StringContent("a=1&b=%20+ü", null, "application/x-www-form-urlencoded");
        var machine = (await Make()).At(Server);
        var plain = form();
        plain.Headers.ContentType!.CharSet = null;
        var id = await (await machine.Send(HttpMethod.Post, ChatSteps.Messages, plain)).Id();
        Assert.Equal("a=1&b=%20+ü", (string)(await Ayse.Read($"/api/chat/messages/{id}"))["content"]!);
        var hers = form();
        hers.Headers.ContentType!.CharSet = null;
        await Ayse.Send(HttpMethod.Post, ChatSteps.Messages, hers).Refused(415);
    }

    [Fact]
    public async Task The_space_may_be_named_and_must_be_its_own()
    {
        var machine = await Make();
        await machine.At(Server, Space.ToUpperInvariant()).Say("here");
        await Server.AddSpace($"beside {Space}");
        foreach (var other in (string[])[$"beside {Space}", "unknown"])
        {
            Assert.Equal("X-Space: you are not a member of such a space.", await machine.At(Server, other).TrySay("there").Refused(403));
        }
        await (await Admin.Delete($"/api/spaces/{SpaceId}")).Is(204);
        await machine.At(Server).TrySay("Is anybody there?").Refused(403);
    }

    [Fact]
    public async Task A_revoked_token_is_worth_nothing_from_the_next_request_on()
    {
        var machine = await Make("send", "read");
        var it = machine.At(Server);
        await it.Say("Pressure high");
        await using var stream = await it.WatchOn();

        await (await Admin.Delete($"{Machines}/{machine.Id}")).Is(204);
        await it.TrySay("Pressure low").Refused(401);
        Assert.Empty(await stream.Rest());
        Assert.Contains($"machine.revoked {machine.Name} in {Space}", await Admin.LastAct(), StringComparison.Ordinal);
        await Admin.Delete($"{Machines}/{machine.Id}").Refused(404);
    }

    [Fact]
    public async Task Another_token_takes_the_place_of_the_old_one_and_the_name_stays()
    {
        var old = await Make();
        await old.At(Server).Say("one");
        var renewed = await Made.Of(Admin.PostJson($"{Machines}/{old.Id}/token", "{}"));
        Assert.Equal((old.Id, old.Name), (renewed.Id, renewed.Name));
        await old.At(Server).TrySay("two").Refused(401);
        await renewed.At(Server).Say("two");

        await (await Admin.Delete($"{Machines}/{old.Id}")).Is(204);
        var again = await Made.Of(Admin.PostJson($"{Machines}/{old.Id}/token", "{}"));
        await again.At(Server).Say("three");
        Assert.Equal(3, (await Ayse.Find(("from", old.Name))).Rows().Count);
    }

    [Fact]
    public async Task A_token_ends_when_it_was_said_that_it_would()
    {
        var end = Server.Clock.GetUtcNow().AddHours(2);
        var input = new JsonObject { ["name"] = NewName(), ["scopes"] = new JsonArray("send", "read"), ["expirationDate"] = Chat.Wire.Date(end) };
        var machine = (await Made.Of(Admin.PostJson(Machines, input.ToJsonString()))).At(Server);
        await using var stream = await machine.WatchOn();
        Server.Clock.Advance(TimeSpan.FromHours(2) - TimeSpan.FromMilliseconds(1));
        await machine.Say("just in time");
        Server.Clock.Advance(TimeSpan.FromMilliseconds(1));
        await machine.TrySay("too late").Refused(401);
        Server.Clock.Advance(TimeSpan.FromSeconds(Readback.Feed.FeedHub.HeartbeatSeconds));
        await stream.Rest();
    }

    [Fact]
    public async Task Past_its_rate_a_machine_waits_and_the_others_do_not()
    {
        await using var server = await ReadbackServer.Run(settings => settings with { Machines = new() { SendsPerMinute = 6, SendBurst = 2 } });
        var space = await server.AddSpace("pump house");
        var admin = await server.LogIn("admin", space: null);
        var (chatterer, other) = (
            (await Made.In(admin, $"{space}", "chatterer", "send", "read")).At(server), (await Made.In(admin, $"{space}", "other")).At(server));
        await chatterer.SayAll("one", "two");
        using var refused = await chatterer.TrySay("three");
        Assert.Equal("10", Assert.Single(refused.Headers.GetValues("Retry-After")));
        await Task.FromResult(refused).Refused(429);
        // To read is not to chatter, and nobody else waits.
        await chatterer.Find();
        await other.Say("here");

        server.Clock.Advance(TimeSpan.FromSeconds(10));
        await chatterer.Say("three");
        await chatterer.TrySay("four").Refused(429);
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        await chatterer.SayAll("four", "five");
        await chatterer.TrySay("six").Refused(429);
    }

    private async Task<string> Receipts() => (await Ayse.ReadNode("/api/chat/receipts?fromNumber=1&toNumber=10")).ToJsonString();
}
