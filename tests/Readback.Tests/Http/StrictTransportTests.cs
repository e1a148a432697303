using Readback.Configuration;
using Readback.Tests.Accounts;
using Readback.Tests.Hosting;

namespace Readback.Tests.Http;

/// <summary>What a server behind TLS can be told to ask of browsers.</summary>
public sealed class StrictTransportTests
{
    [Fact]
    public async Task Browsers_are_bound_to_https_over_https_alone_and_only_where_that_is_wanted()
    {
        await using var bound = await Run(days: 365);
        Assert.Equal("max-age=31536000; includeSubDomains", await Header(bound, "https", "/"));
        Assert.Equal("max-age=31536000; includeSubDomains", await Header(bound, "https", "/api/spaces"));
        Assert.Equal("max-age=31536000; includeSubDomains", await Header(bound, "https", "/nowhere"));
        Assert.Null(await Header(bound, "http", "/"));
        await using var free = await Run(days: 0);
        Assert.Null(await Header(free, "https", "/"));
    }

    /// <summary>The prefixes by which a browser itself holds a cookie to this host and to HTTPS.</summary>
    [Fact]
    public async Task Cookies_can_have_names_that_a_browser_guards()
    {
        await using var server = await Run(days: 365, new SessionSettings { AccessCookieName = "__Host-access", RefreshCookieName = "__Secure-refresh" });
        using var client = server.Stranger();
        using var answer = await client.Login("admin", ReadbackServer.AdminPassword, "?cookiesOnly=true", ("X-Forwarded-Proto", "https"));
        var (access, refresh) = (answer.Cookies()["__Host-access"], answer.Cookies()["__Secure-refresh"]);
        Assert.True(access is { Secure: true, Domain.HasValue: false } && access.Path == "/");
        Assert.True(refresh is { Secure: true });
        Assert.All(answer.Headers.GetValues("Set-Cookie"), cookie => Assert.InRange(cookie.Length, 1, 4096));
        await client.Call(HttpMethod.Get, "/api/auth/current-user", null, ("Cookie", $"__Host-access={access.Value}")).Text();
    }

    private static Task<ReadbackServer> Run(int days, SessionSettings? sessions = null) => ReadbackServer.Run(settings => settings with
    {
        Network = new NetworkSettings { StrictTransportDays = days, TrustedProxies = ["127.0.0.1"] },
        Sessions = sessions ?? settings.Sessions,
    });

    private static async Task<string?> Header(ReadbackServer server, string scheme, string path)
    {
        using var client = server.Stranger();
        using var answer = await client.Call(HttpMethod.Get, path, null, ("X-Forwarded-Proto", scheme));
        return answer.Headers.TryGetValues("Strict-Transport-Security", out var values) ? Assert.Single(values) : null;
    }
}
