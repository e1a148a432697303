using System.Buffers.Text;
using System.Text;
using Readback.Tests.Hosting;

namespace Readback.Tests.Accounts;

/// <summary>Contract, section 1: what counts as being logged in, and until when.</summary>
public sealed class TokenTests(ReadbackServer server) : IClassFixture<ReadbackServer>
{
    private readonly HttpClient _client = server.Stranger();

    [Fact]
    public async Task No_token_or_a_bad_one_is_401()
    {
        var ayse = await server.LogIn("ayse");
        await _client.CurrentUser(bearer: ayse.AccessToken).Text();
        await _client.CurrentUser(cookie: ayse.AccessToken).Text();

        await _client.CurrentUser().Unauthorized();
        await _client.CurrentUser(bearer: "").Unauthorized();
        await _client.CurrentUser(bearer: "nonsense").Unauthorized();
        await _client.CurrentUser(bearer: ayse.RefreshToken).Unauthorized();
        await _client.CurrentUser(bearer: $"{ayse.AccessToken}x").Unauthorized();
        await _client.CurrentUser(bearer: Unsigned(ayse.AccessToken)).Unauthorized();
        await _client.CurrentUser(bearer: OfAnother(ayse.AccessToken, "1")).Unauthorized();
        await _client.Call(HttpMethod.Get, "/api/auth/current-user", null, ("Authorization", $"Basic {ayse.AccessToken}")).Unauthorized();
    }

    [Fact]
    public async Task With_both_the_bearer_alone_counts()
    {
        var (ayse, bora) = (await server.LogIn("ayse"), await server.LogIn("bora"));
        Assert.Contains("\"name\":\"ayse\"", await _client.CurrentUser(bearer: ayse.AccessToken, cookie: bora.AccessToken).Text());
        await _client.CurrentUser(bearer: "nonsense", cookie: bora.AccessToken).Unauthorized();
    }

    [Fact]
    public async Task A_token_is_good_for_300_seconds_to_the_second()
    {
        await using var own = await ReadbackServer.Run();
        var client = own.Stranger();
        var (access, _) = await client.Login("admin", ReadbackServer.AdminPassword).Tokens();
        own.Clock.Advance(TimeSpan.FromMilliseconds(299_999));
        await client.CurrentUser(bearer: access).Text();
        own.Clock.Advance(TimeSpan.FromMilliseconds(1));
        await client.CurrentUser(bearer: access).Unauthorized();
    }

    [Fact]
    public async Task Log_out_ends_the_session_at_once_and_clears_the_cookies()
    {
        var ayse = await server.LogIn("ayse");
        var other = await server.LogIn("ayse");
        using (var answer = await _client.Call(HttpMethod.Post, "/logout", null, ("Authorization", $"Bearer {ayse.AccessToken}")))
        {
            Assert.Equal(200, (int)answer.StatusCode);
            Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
            var cookies = answer.Cookies();
            Assert.Equal(("/", "/refresh"), (cookies["ins_access_token"].Path.ToString(), cookies["ins_refresh_token"].Path.ToString()));
            Assert.All(cookies.Values, cookie => Assert.True(cookie.Value == "" && cookie.Expires < ReadbackServer.Start));
        }
        await _client.CurrentUser(bearer: ayse.AccessToken).Unauthorized();
        await _client.RefreshByBody(ayse.RefreshToken).Unauthorized();
        await _client.CurrentUser(bearer: other.AccessToken).Text();
    }

    [Fact]
    public async Task Log_out_takes_a_cookie_an_expired_token_or_nothing()
    {
        await using var own = await ReadbackServer.Run();
        var client = own.Stranger();
        var (access, refresh) = await client.Login("admin", ReadbackServer.AdminPassword).Tokens();
        own.Clock.Advance(TimeSpan.FromHours(1));
        await client.Call(HttpMethod.Post, "/logout", null, ("Cookie", $"ins_access_token={access}")).Text();
        await client.RefreshByBody(refresh).Unauthorized();

        await client.Call(HttpMethod.Post, "/logout").Text();
        await client.Call(HttpMethod.Post, "/logout", null, ("Authorization", "Bearer nonsense")).Text();
        await client.Call(HttpMethod.Post, "/logout", null, ("Authorization", $"Bearer {access}")).Text();
    }

    [Fact]
    public async Task A_forged_token_logs_nobody_out()
    {
        var ayse = await server.LogIn("ayse");
        await _client.Call(HttpMethod.Post, "/logout", null, ("Authorization", $"Bearer {Unsigned(ayse.AccessToken)}")).Text();
        await _client.CurrentUser(bearer: ayse.AccessToken).Text();
    }

    [Fact]
    public async Task Sessions_outlive_a_restart()
    {
        await using var own = await ReadbackServer.Run();
        var admin = await own.LogIn("admin", null);
        await own.Restart();
        await own.Stranger().CurrentUser(bearer: admin.AccessToken).Text();
    }

    [Fact]
    public async Task Being_disabled_takes_effect_on_the_next_request()
    {
        var id = await server.AddUser("fatma", ReadbackServer.Boiler);
        var (fatma, admin) = (await server.LogIn("fatma"), await server.LogIn("admin", null));
        await admin.PutJson($"/api/users/{id}", """{"enabled":false}""").Nothing();
        await _client.CurrentUser(bearer: fatma.AccessToken).Unauthorized();
        await _client.RefreshByBody(fatma.RefreshToken).Unauthorized();
        await _client.Login("fatma", ReadbackServer.Password).Unauthorized();

        await admin.PutJson($"/api/users/{id}", """{"enabled":true}""").Nothing();
        await _client.CurrentUser(bearer: fatma.AccessToken).Unauthorized(); // What was before stays ended.
        await _client.RefreshByBody(fatma.RefreshToken).Unauthorized();
        await _client.Login("fatma", ReadbackServer.Password).Text();
    }

    [Fact]
    public async Task Nothing_that_is_not_there_asks_for_a_token()
    {
        await _client.Call(HttpMethod.Get, "/api/nothing").NotFound();
        await _client.Call(HttpMethod.Delete, "/login").Problem(405, "Method Not Allowed");
    }

    private static string Unsigned(string token)
    {
        var payload = token.Split('.')[1];
        return $"{Base64Url.EncodeToString("""{"alg":"none","typ":"JWT"}"""u8)}.{payload}.";
    }

    private static string OfAnother(string token, string user)
    {
        var parts = token.Split('.');
        var payload = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[1]));
        var changed = System.Text.RegularExpressions.Regex.Replace(payload, "\"sub\":\"\\d+\"", $"\"sub\":\"{user}\"");
        Assert.NotEqual(payload, changed);
        return $"{parts[0]}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(changed))}.{parts[2]}";
    }
}
