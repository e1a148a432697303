using Readback.Tests.Hosting;

namespace Readback.Tests.Accounts;

/// <summary>Contract, sections 1 and 5: changing a password, being made to, and doing it for somebody else.</summary>
public sealed class PasswordTests(ReadbackServer server) : IClassFixture<ReadbackServer>
{
    private const string Other = "another secret 3";

    private readonly HttpClient _client = server.Stranger();

    [Fact]
    public async Task Changing_one_s_own_ends_one_s_other_sessions()
    {
        await server.AddUser("hakan", ReadbackServer.Boiler);
        var (here, there) = (await server.LogIn("hakan"), await server.LogIn("hakan"));
        await Change(here, ReadbackServer.Password, Other, Other).Nothing();
        await here.Get("/api/auth/current-user").Text();
        await _client.CurrentUser(bearer: there.AccessToken).Unauthorized();
        await _client.RefreshByBody(there.RefreshToken).Unauthorized();
        await _client.RefreshByBody(here.RefreshToken).Text();
        await _client.Login("hakan", ReadbackServer.Password).Unauthorized();
        await _client.Login("hakan", Other).Text();
        Assert.Equal("hakan user.password-changed hakan from 127.0.0.1", await (await server.LogIn("admin", null)).LastAct());
    }

    [Fact]
    public async Task What_is_no_good_changes_nothing()
    {
        await server.AddUser("ipek-the-turner", ReadbackServer.Boiler);
        var ipek = await server.LogIn("ipek-the-turner");
        Assert.StartsWith("oldPassword: ", await Change(ipek, "wrong", Other, Other).BadRequest());
        Assert.StartsWith("newPasswordAgain: ", await Change(ipek, ReadbackServer.Password, Other, "different").BadRequest());
        Assert.StartsWith("newPassword: ", await Change(ipek, ReadbackServer.Password, "too short", "too short").BadRequest());
        Assert.StartsWith("newPassword: ", await Change(ipek, ReadbackServer.Password, new string('x', 129), new string('x', 129)).BadRequest());
        Assert.StartsWith("newPassword: ", await Change(ipek, ReadbackServer.Password, "IPEK-the-turner", "IPEK-the-turner").BadRequest());
        Assert.StartsWith("newPassword: ", await ipek.PostJson("/api/users/reset-password", "{}").BadRequest());
        Assert.StartsWith("oldPassword: ", await ipek.PostJson("/api/users/reset-password", """{"oldPassword":7}""").BadRequest());
        await _client.Login("ipek-the-turner", ReadbackServer.Password).Text();

        var longest = new string('x', 128);
        await Change(ipek, ReadbackServer.Password, longest, longest).Nothing();
        await Change(ipek, longest, "ten char 0", "ten char 0").Nothing();
    }

    [Fact]
    public async Task An_administrator_s_reset_ends_all_sessions_and_can_demand_a_change()
    {
        await server.AddUser("jale", ReadbackServer.Boiler);
        var (jale, admin) = (await server.LogIn("jale"), await server.LogIn("admin", null));
        await admin.PostJson("/api/users/JALE/reset-password",
            $$"""{"newPassword":"{{Other}}","newPasswordAgain":"{{Other}}","requirePasswordReset":true}""").Nothing();
        Assert.Equal("admin user.password-reset jale from 127.0.0.1", await admin.LastAct());
        await _client.CurrentUser(bearer: jale.AccessToken).Unauthorized();
        await _client.RefreshByBody(jale.RefreshToken).Unauthorized();
        await _client.Login("jale", ReadbackServer.Password).Unauthorized();

        jale = await server.LogIn("jale", password: Other);
        Assert.True((await jale.GetJson("/api/auth/current-user")).GetProperty("requirePasswordReset").GetBoolean());
        await admin.PostJson("/api/users/jale/reset-password", $$"""{"newPassword":"{{Other}}","newPasswordAgain":"{{Other}}"}""").Nothing();
        jale = await server.LogIn("jale", password: Other);
        Assert.False((await jale.GetJson("/api/auth/current-user")).GetProperty("requirePasswordReset").GetBoolean());
    }

    [Fact]
    public async Task Whoever_must_change_the_password_can_do_nothing_else()
    {
        var id = await server.AddUser("kaan", ReadbackServer.Boiler);
        await server.Grant("kaan", "ADMIN");
        var (kaan, admin) = (await server.LogIn("kaan"), await server.LogIn("admin", null));
        await kaan.Get("/api/users").Text();
        await admin.PutJson($"/api/users/{id}", """{"requirePasswordReset":true}""").Nothing();

        foreach (var path in (string[])["/api/users", "/api/spaces", "/api/chat/unread", "/api/auth/logged-in-users", "/api/audit"])
        {
            Assert.Equal("You must change your password first.", await kaan.Get(path).Forbidden());
        }
        Assert.Equal("You must change your password first.", await kaan.PostText("/api/chat/messages", "hello").Forbidden());
        await kaan.Get("/api/auth/current-user").Text();
        var (access, _) = await _client.RefreshByBody(kaan.RefreshToken).Tokens();
        await _client.Call(HttpMethod.Post, "/logout", null, ("Authorization", $"Bearer {access}")).Text();

        kaan = await server.LogIn("kaan");
        await Change(kaan, ReadbackServer.Password, Other, Other).Nothing();
        await kaan.Get("/api/users").Text();
    }

    [Fact]
    public async Task Resetting_is_for_administrators_and_known_users()
    {
        var (ayse, admin) = (await server.LogIn("ayse"), await server.LogIn("admin", null));
        var body = $$"""{"newPassword":"{{Other}}","newPasswordAgain":"{{Other}}"}""";
        await ayse.PostJson("/api/users/bora/reset-password", body).Forbidden();
        await admin.PostJson("/api/users/nobody/reset-password", body).NotFound();
        Assert.StartsWith("newPassword: ", await admin.PostJson("/api/users/bora/reset-password", """{"newPassword":"short","newPasswordAgain":"short"}""").BadRequest());
        Assert.StartsWith("newPasswordAgain: ", await admin.PostJson("/api/users/bora/reset-password", $$"""{"newPassword":"{{Other}}"}""").BadRequest());
        Assert.StartsWith("requirePasswordReset: ", await admin.PostJson("/api/users/bora/reset-password", """{"requirePasswordReset":"yes"}""").BadRequest());
        await _client.Login("bora", ReadbackServer.Password).Text();
    }

    private static Task<HttpResponseMessage> Change(Person who, string old, string next, string again) => who.PostJson(
        "/api/users/reset-password", $$"""{"oldPassword":"{{old}}","newPassword":"{{next}}","newPasswordAgain":"{{again}}"}""");
}
