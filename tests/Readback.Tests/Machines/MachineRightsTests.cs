using Readback.Tests.Accounts;
using Readback.Tests.Chat;
using Readback.Tests.Hosting;

namespace Readback.Tests.Machines;

/// <summary>A token is for what it was made for, and for nothing else.</summary>
public sealed class MachineRightsTests(ChatHouse house) : MachineTest(house)
{
    [Fact]
    public async Task Who_sends_does_not_read_and_who_reads_does_not_send()
    {
        var id = await Ayse.Say("Valve 3 is open.");
        var (sender, reader) = ((await Make("send")).At(Server), (await Make("read")).At(Server));
        await reader.TrySay("Pressure high").Refused(403);
        foreach (var path in (string[])
            [
                $"/api/chat/messages/{id}", "/api/chat/messages/by-number/1", ChatSteps.Filter, $"/api/chat/messages/{id}/recipients",
                "/api/chat/receipts?fromNumber=1&toNumber=5",
            ])
        {
            using var read = await reader.Get(path);
            await read.Is(200);
            Assert.Equal("This machine's token is not for this call.", await sender.Get(path).Refused(403));
        }
        await sender.WatchInVain();
    }

    [Fact]
    public async Task Nothing_is_marked_as_read_nothing_is_its_own_and_nothing_is_administered()
    {
        var id = await Ayse.Say("Valve 3 is open.");
        var machine = (await Make("send", "read")).At(Server);
        await machine.MarkByForm(("messageIds", id)).Refused(403);
        foreach (var path in (string[])
            [ChatSteps.Inbox, "/api/chat/unread", "/api/auth/current-user", "/api/auth/logged-in-users", "/api/users", "/api/spaces", "/api/audit", Machines])
        {
            await machine.Get(path).Refused(403);
        }
        await machine.PostJson(Machines, """{"name":"my child"}""").Refused(403);
        await machine.PostJson("/api/users/reset-password", """{"oldPassword":"","newPassword":"battery staple 3","newPasswordAgain":"battery staple 3"}""").Refused(403);
    }

    [Fact]
    public async Task It_follows_the_feed_from_anywhere_and_is_seen_by_nobody()
    {
        await Ayse.Say("before there was a machine");
        var made = await Make("read");
        await using var hers = await Ayse.WatchOn();
        await using var its = await made.At(Server).Watch(after: 0);
        var hello = await its.Hello();
        Assert.Equal((0, "[\"ayse\"]"), ((long)hello["unread"]!, hello["online"]!.ToJsonString()));
        Assert.Equal(["joined", "joined", "joined"], [await Change(its), await Change(its), await Change(its)]);
        Assert.Equal("before there was a machine", (string)(await its.Next("message")).Json["content"]!);

        var id = await Bora.Say("now");
        await Chen.MarkRead(id);
        foreach (var stream in (EventStream[])[its, hers])
        {
            // Strictly in this order: nobody was told of a machine that is online.
            Assert.Equal("now", (string)(await stream.Until(_ => true))[0].Json["content"]!);
            Assert.Equal("chen", (string)(await stream.Until(_ => true))[0].Json["username"]!);
        }
    }

    [Fact]
    public async Task A_machine_is_no_user_that_could_log_in_or_be_let_in_anywhere()
    {
        var made = await Make();
        Assert.DoesNotContain(made.Name, (await Admin.ReadNode("/api/users")).ToJsonString(), StringComparison.Ordinal);
        using var stranger = Server.Stranger();
        foreach (var password in (string[])["", "x", made.Token])
        {
            Assert.Contains((int)(await stranger.Login(made.Name, password)).StatusCode, (int[])[400, 401]);
        }
        await Admin.Get($"/api/users/{made.Id}").Refused(404);
        await Admin.PutJson($"/api/users/{made.Id}", """{"password":"battery staple 3"}""").Refused(404);
        await Admin.PostJson($"/api/users/{made.Id}/roles", "\"ADMIN\"").Refused(404);
        await Admin.PostJson($"/api/users/{made.Id}/spaces", $"\"{SpaceId}\"").Refused(404);
        await Admin.Delete($"/api/users/{made.Id}").Refused(404);
        await Admin.PostJson($"/api/users/{Uri.EscapeDataString(made.Name)}/reset-password", """{"newPassword":"battery staple 3","newPasswordAgain":"battery staple 3"}""").Refused(404);
        await made.At(Server).Say("still a machine");
    }

    [Fact]
    public async Task A_token_is_good_in_its_header_alone_and_to_the_last_letter()
    {
        var made = await Make();
        using var stranger = Server.Stranger();
        await stranger.Call(HttpMethod.Post, ChatSteps.Messages, new StringContent("x"), ("Cookie", $"ins_access_token={made.Token}")).Refused(401);
        await stranger.Call(HttpMethod.Post, "/refresh", Accounts.Wire.Json($$"""{"refresh_token":"{{made.Token}}"}""")).Refused(401);
        foreach (var token in (string[])[made.Token[..^1], made.Token + "A", made.Token.ToUpperInvariant(), made.Token[3..], "rb_", "rb_" + new string('A', 43)])
        {
            await Person.OfToken(Server, made.Name, token).TrySay("x").Refused(401);
        }
        await made.At(Server).Say("the premise: as it is, it works");
    }

    private static async Task<string> Change(EventStream stream) => (string)(await stream.Next("member")).Json["change"]!;
}
