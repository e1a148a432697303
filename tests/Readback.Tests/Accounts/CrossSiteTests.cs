using Readback.Configuration;
using Readback.Tests.Hosting;

namespace Readback.Tests.Accounts;

/// <summary>Contract, section 1: what pages of other sites may do, with a user's cookies and without.</summary>
public sealed class CrossSiteTests : IAsyncLifetime
{
    private const string Hmi = "https://hmi.plant.example";
    private const string Evil = "https://evil.example";

    private ReadbackServer _server = null!;
    private HttpClient _client = null!;

    private string Ours => _server.Address.GetLeftPart(UriPartial.Authority);

    public async ValueTask InitializeAsync()
    {
        _server = await ReadbackServer.Run(settings => settings with { Network = new NetworkSettings { AllowedOrigins = [Hmi] } });
        _client = _server.Stranger();
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData(null, null, 200)]
    [InlineData("same-origin", null, 200)]
    [InlineData("none", null, 200)]
    [InlineData("same-origin", Evil, 200)] // The browser's own word comes first.
    [InlineData("same-site", null, 403)]
    [InlineData("cross-site", null, 403)]
    [InlineData("cross-site", "ours", 403)]
    [InlineData("", null, 403)]
    [InlineData(null, "ours", 200)]
    [InlineData(null, Evil, 403)]
    [InlineData(null, "null", 403)]
    [InlineData(null, "http://127.0.0.1:1", 403)]
    [InlineData(null, Hmi, 200)]
    [InlineData("cross-site", Hmi, 200)]
    [InlineData("cross-site", Hmi + ".evil.example", 403)]
    public async Task An_unsafe_call_needs_a_page_of_ours(string? site, string? origin, int status)
    {
        var headers = Headers(site, origin);
        await _client.Login("admin", ReadbackServer.AdminPassword, "", headers).Text(status);
        await _client.Call(HttpMethod.Post, "/logout", null, headers).Text(status);
    }

    [Fact]
    public async Task Safe_calls_and_those_with_a_bearer_token_are_free()
    {
        var admin = await _server.LogIn("admin", null);
        var headers = Headers("cross-site", Evil);
        var cookie = ("Cookie", $"ins_access_token={admin.AccessToken}");
        await _client.Call(HttpMethod.Get, "/api/spaces", null, [cookie, .. headers]).Text();
        await _client.Call(HttpMethod.Post, "/api/spaces", Wire.Json("""{"name":"pump 1"}"""), cookie).Text();
        await _client.Call(HttpMethod.Post, "/api/spaces", Wire.Json("""{"name":"pump 2"}"""), [cookie, .. headers]).Forbidden();
        await _client.Call(HttpMethod.Delete, "/api/spaces/2", null, [cookie, .. headers]).Forbidden();
        await _client.Call(
            HttpMethod.Post, "/api/spaces", Wire.Json("""{"name":"pump 2"}"""), [("Authorization", $"Bearer {admin.AccessToken}"), .. headers]).Text();
    }

    [Fact]
    public async Task A_configured_origin_logs_in_and_refreshes_by_body_alone()
    {
        var headers = Headers("cross-site", Hmi);
        using var login = await _client.Login("admin", ReadbackServer.AdminPassword, "?cookiesOnly=true", headers);
        Assert.Empty(login.Cookies());
        Assert.Equal(Hmi, Assert.Single(login.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.False(login.Headers.Contains("Access-Control-Allow-Credentials"));
        var (access, refresh) = await Task.FromResult(login).Tokens();
        Assert.Contains("admin", await _client.CurrentUser(bearer: access).Text());

        await _client.RefreshByCookie(refresh, headers).Unauthorized();
        using var refreshed = await _client.RefreshByBody(refresh, headers);
        Assert.Empty(refreshed.Cookies());
        (access, _) = await Task.FromResult(refreshed).Tokens();

        using var logout = await _client.Call(HttpMethod.Post, "/logout", null, [("Authorization", $"Bearer {access}"), .. headers]);
        Assert.Empty(logout.Cookies());
        await _client.CurrentUser(bearer: access).Unauthorized();
    }

    [Fact]
    public async Task A_configured_origin_can_t_use_cookies()
    {
        var admin = await _server.LogIn("admin", null);
        var cookie = ("Cookie", $"ins_access_token={admin.AccessToken}");
        await _client.Call(HttpMethod.Get, "/api/spaces", null, cookie).Text();
        await _client.Call(HttpMethod.Get, "/api/spaces", null, [cookie, .. Headers("cross-site", Hmi)]).Unauthorized();
        await _client.Call(HttpMethod.Post, "/logout", null, [cookie, .. Headers("cross-site", Hmi)]).Text();
        await _client.CurrentUser(bearer: admin.AccessToken).Text();
    }

    [Fact]
    public async Task Only_configured_origins_are_let_in_before_they_ask()
    {
        using var allowed = await Preflight(Hmi);
        Assert.Equal(Hmi, Assert.Single(allowed.Headers.GetValues("Access-Control-Allow-Origin")));
        var wanted = string.Join(',', allowed.Headers.GetValues("Access-Control-Allow-Headers")).ToLowerInvariant();
        Assert.All((string[])["authorization", "content-type", "x-space", "idempotency-key", "last-event-id"], header => Assert.Contains(header, wanted));
        Assert.False(allowed.Headers.Contains("Access-Control-Allow-Credentials"));

        using var refused = await Preflight(Evil);
        Assert.False(refused.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task Errors_can_be_read_by_a_configured_origin_too()
    {
        using var answer = await _client.Call(HttpMethod.Get, "/api/chat/unread", null, ("Origin", Hmi));
        Assert.Equal(401, (int)answer.StatusCode);
        Assert.Equal(Hmi, Assert.Single(answer.Headers.GetValues("Access-Control-Allow-Origin")));
        var exposed = string.Join(',', answer.Headers.GetValues("Access-Control-Expose-Headers"));
        Assert.All((string[])["Location", "X-Log-Position", "Retry-After"], header => Assert.Contains(header, exposed));
    }

    private Task<HttpResponseMessage> Preflight(string origin) => _client.Call(
        HttpMethod.Options, "/api/chat/messages", null, ("Origin", origin), ("Access-Control-Request-Method", "POST"),
        ("Access-Control-Request-Headers", "authorization,content-type,x-space,idempotency-key,last-event-id"));

    private (string, string)[] Headers(string? site, string? origin) =>
    [
        .. site is null ? [] : new (string, string)[] { ("Sec-Fetch-Site", site) },
        .. origin is null ? [] : new (string, string)[] { ("Origin", origin == "ours" ? Ours : origin) },
    ];
}
