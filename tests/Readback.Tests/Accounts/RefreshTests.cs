using Readback.Tests.Hosting;

namespace Readback.Tests.Accounts;

/// <summary>Contract, section 1: refresh tokens rotate, and a replay that nothing explains ends the session.</summary>
public sealed class RefreshTests : IAsyncLifetime
{
    private ReadbackServer _server = null!;
    private HttpClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await ReadbackServer.Run();
        _client = _server.Stranger();
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task By_body_the_tokens_stand_in_the_body_and_in_cookies()
    {
        var (_, refresh) = await LogIn();
        using var answer = await _client.RefreshByBody(refresh);
        var body = System.Text.Json.JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        var (access, next) = (body.GetProperty("access_token").GetString(), body.GetProperty("refresh_token").GetString());
        Assert.Equal(
            $$"""{"access_token":"{{access}}","refresh_token":"{{next}}","expire-seconds":300,"activeSpace":"default_space","spaces":["default_space"]}""",
            body.GetRawText());
        Assert.NotEqual(refresh, next);
        Assert.Equal(next, answer.Cookies()["ins_refresh_token"].Value.ToString());
        Assert.Equal(access, answer.Cookies()["ins_access_token"].Value.ToString());
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        await _client.CurrentUser(bearer: access).Text();
    }

    [Fact]
    public async Task By_cookie_only_cookies_come_back()
    {
        var (_, refresh) = await LogIn();
        using var answer = await _client.RefreshByCookie(refresh);
        Assert.Equal("""{"expire-seconds":300,"activeSpace":"default_space","spaces":["default_space"]}""", await answer.Content.ReadAsStringAsync());
        Assert.Equal(["ins_access_token", "ins_refresh_token"], answer.Cookies().Keys.Order());
        await _client.RefreshByCookie(answer.Cookies()["ins_refresh_token"].Value.ToString()).Text();
    }

    [Fact]
    public async Task A_browser_keeps_itself_logged_in()
    {
        var (browser, _) = _server.Browser();
        await browser.Login("admin", ReadbackServer.AdminPassword, "?cookiesOnly=true").Text();
        await browser.CurrentUser().Text();
        _server.Clock.Advance(TimeSpan.FromSeconds(301));
        await browser.CurrentUser().Unauthorized();
        await browser.Call(HttpMethod.Post, "/refresh").Text();
        await browser.CurrentUser().Text();
    }

    [Fact]
    public async Task A_repeat_yields_the_same_successor()
    {
        var (_, refresh) = await LogIn();
        var (_, first) = await _client.RefreshByBody(refresh).Tokens();
        _server.Clock.Advance(TimeSpan.FromHours(10)); // The successor was never used: its answer was lost.
        var (access, second) = await _client.RefreshByBody(refresh).Tokens();
        Assert.Equal(first, second);
        await _client.CurrentUser(bearer: access).Text();

        await _server.Restart();
        _client = _server.Stranger();
        Assert.Equal(first, (await _client.RefreshByBody(refresh).Tokens()).Refresh);
    }

    [Fact]
    public async Task A_used_token_is_good_until_30_s_after_its_successor_s_first_use()
    {
        var (_, refresh) = await LogIn();
        var (_, successor) = await _client.RefreshByBody(refresh).Tokens();
        var (access, next) = await _client.RefreshByBody(successor).Tokens();
        _server.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(successor, (await _client.RefreshByBody(refresh).Tokens()).Refresh);
        await _client.CurrentUser(bearer: access).Text();

        _server.Clock.Advance(TimeSpan.FromMilliseconds(1));
        await _client.RefreshByBody(refresh).Unauthorized();
        // Somebody has a copy: nobody goes on.
        await _client.CurrentUser(bearer: access).Unauthorized();
        await _client.RefreshByBody(next).Unauthorized();
    }

    [Fact]
    public async Task Another_log_in_is_another_session()
    {
        var (other, _) = await LogIn();
        var (_, refresh) = await LogIn();
        var (_, successor) = await _client.RefreshByBody(refresh).Tokens();
        await _client.RefreshByBody(successor).Tokens();
        _server.Clock.Advance(TimeSpan.FromSeconds(31));
        await _client.RefreshByBody(refresh).Unauthorized();
        await _client.CurrentUser(bearer: other).Text();
    }

    [Fact]
    public async Task A_refresh_token_lives_a_day()
    {
        var (_, refresh) = await LogIn();
        _server.Clock.Advance(TimeSpan.FromSeconds(86399));
        (_, refresh) = await _client.RefreshByBody(refresh).Tokens();
        _server.Clock.Advance(TimeSpan.FromSeconds(86400));
        await _client.RefreshByBody(refresh).Unauthorized();
    }

    [Fact]
    public async Task A_session_ends_after_30_days_however_often_it_is_refreshed()
    {
        var (_, refresh) = await LogIn();
        for (var i = 0; i < 59; i++)
        {
            _server.Clock.Advance(TimeSpan.FromHours(12));
            (_, refresh) = await _client.RefreshByBody(refresh).Tokens();
        }
        _server.Clock.Advance(TimeSpan.FromHours(12) - TimeSpan.FromMinutes(1));
        (var access, refresh) = await _client.RefreshByBody(refresh).Tokens();
        await _client.CurrentUser(bearer: access).Text();
        _server.Clock.Advance(TimeSpan.FromMinutes(1));
        await _client.CurrentUser(bearer: access).Unauthorized();
        await _client.RefreshByBody(refresh).Unauthorized();
    }

    [Fact]
    public async Task What_is_no_token_is_401_and_what_is_no_body_is_400()
    {
        await _client.Call(HttpMethod.Post, "/refresh").Unauthorized();
        await _client.RefreshByBody("").Unauthorized();
        await _client.RefreshByBody("never issued").Unauthorized();
        await _client.RefreshByCookie("never issued").Unauthorized();
        var (access, _) = await LogIn();
        await _client.RefreshByBody(access).Unauthorized();
        Assert.StartsWith("refresh_token: ", await _client.Call(HttpMethod.Post, "/refresh", Wire.Json("""{"refresh_token":5}""")).BadRequest());
        await _client.Call(HttpMethod.Post, "/refresh", Wire.Json("{")).BadRequest();
    }

    [Fact]
    public async Task Tabs_at_once_get_the_same_token()
    {
        var (_, refresh) = await LogIn();
        var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _client.RefreshByBody(refresh).Tokens()));
        Assert.Single(all.Select(tokens => tokens.Refresh).Distinct());
    }

    private Task<(string Access, string Refresh)> LogIn() => _client.Login("admin", ReadbackServer.AdminPassword).Tokens();
}
