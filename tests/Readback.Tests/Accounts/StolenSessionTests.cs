using Readback.Tests.Hosting;

namespace Readback.Tests.Accounts;

/// <summary>What somebody can do who has a copy of another's token, or who slips one to them.</summary>
public sealed class StolenSessionTests : IAsyncLifetime
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
    public async Task A_thief_who_refreshes_first_is_found_out_when_the_owner_does()
    {
        var (_, stolen) = await LogIn();
        var (thiefs, next) = await _client.RefreshByBody(stolen).Tokens();
        (thiefs, _) = await _client.RefreshByBody(next).Tokens();
        _server.Clock.Advance(TimeSpan.FromSeconds(31));
        await _client.CurrentUser(bearer: thiefs).Text();

        await _client.RefreshByBody(stolen).Unauthorized();
        await _client.CurrentUser(bearer: thiefs).Unauthorized();
        Assert.Equal("admin refresh token replayed", await NewestAttempt());
    }

    [Fact]
    public async Task A_thief_who_comes_after_the_owner_gets_nothing_and_ends_the_session()
    {
        var (_, stolen) = await LogIn();
        var (_, next) = await _client.RefreshByBody(stolen).Tokens();
        var (owners, last) = await _client.RefreshByBody(next).Tokens();
        _server.Clock.Advance(TimeSpan.FromSeconds(31));

        await _client.RefreshByBody(stolen).Unauthorized();
        await _client.RefreshByBody(last).Unauthorized();
        await _client.CurrentUser(bearer: owners).Unauthorized();
    }

    [Fact]
    public async Task Every_token_of_a_chain_is_worth_nothing_once_the_session_has_ended()
    {
        var (access, refresh) = await LogIn();
        var chain = new List<string> { refresh };
        for (var i = 0; i < 4; i++)
        {
            (access, refresh) = await _client.RefreshByBody(refresh).Tokens();
            chain.Add(refresh);
        }
        await _client.Call(HttpMethod.Post, "/logout", null, ("Authorization", $"Bearer {access}")).Text();
        foreach (var token in chain)
        {
            await _client.RefreshByBody(token).Unauthorized();
            await _client.RefreshByCookie(token).Unauthorized();
        }
    }

    [Fact]
    public async Task Refreshing_many_sessions_at_once_mixes_none_of_them_up()
    {
        var sessions = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => LogIn()));
        var refreshed = await Task.WhenAll(
            sessions.SelectMany(session => Enumerable.Range(0, 4).Select(async _ => (Of: session.Refresh, Got: await _client.RefreshByBody(session.Refresh).Tokens()))));
        Assert.All(refreshed.GroupBy(one => one.Of), group => Assert.Single(group.Select(one => one.Got.Refresh).Distinct()));
        Assert.Equal(sessions.Length, refreshed.Select(one => one.Got.Refresh).Distinct().Count());

        // The end of one is the end of no other.
        await _client.Call(HttpMethod.Post, "/logout", null, ("Authorization", $"Bearer {sessions[0].Access}")).Text();
        foreach (var (of, got) in refreshed)
        {
            using var answer = await _client.CurrentUser(bearer: got.Access);
            Assert.Equal(of == sessions[0].Refresh ? 401 : 200, (int)answer.StatusCode);
        }
    }

    [Fact]
    public async Task A_token_that_somebody_was_slipped_is_not_the_one_they_log_in_with()
    {
        var (slipped, slippedRefresh) = await LogIn();
        using var answer = await _client.Login(
            "admin", ReadbackServer.AdminPassword, "?cookiesOnly=true", ("Cookie", $"ins_access_token={slipped}; ins_refresh_token={slippedRefresh}"));
        Assert.Equal(200, (int)answer.StatusCode);
        var cookies = answer.Cookies();
        Assert.NotEqual(slipped, cookies["ins_access_token"].Value.ToString());
        Assert.NotEqual(slippedRefresh, cookies["ins_refresh_token"].Value.ToString());
        await _client.CurrentUser(cookie: cookies["ins_access_token"].Value.ToString()).Text();

        // A browser has nothing left of what it had: that session is over, for whoever still holds it too.
        await _client.CurrentUser(bearer: slipped).Unauthorized();
        await _client.RefreshByBody(slippedRefresh).Unauthorized();
    }

    [Fact]
    public async Task A_log_in_for_tokens_or_one_that_fails_ends_nobodys_session()
    {
        var (access, _) = await LogIn();
        await _client.Login("admin", ReadbackServer.AdminPassword, "", ("Cookie", $"ins_access_token={access}")).Text();
        await _client.Login("admin", "wrong password", "?cookiesOnly=true", ("Cookie", $"ins_access_token={access}")).Unauthorized();
        await _client.CurrentUser(bearer: access).Text();
    }

    private Task<(string Access, string Refresh)> LogIn() => _client.Login("admin", ReadbackServer.AdminPassword).Tokens();

    private async Task<string> NewestAttempt()
    {
        var before = await _server.LogIn("admin", null);
        var rows = (await before.GetJson("/api/auth/auth-logs?size=2")).GetProperty("content");
        return $"{rows[1].GetProperty("username")} {rows[1].GetProperty("msg")}";
    }
}
