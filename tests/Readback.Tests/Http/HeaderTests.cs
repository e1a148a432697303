using Readback.Tests.Hosting;

namespace Readback.Tests.Http;

/// <summary>The headers that every answer carries, whatever it answers.</summary>
public sealed class HeaderTests(ReadbackServer server) : IClassFixture<ReadbackServer>
{
    private const string DataPolicy = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    [InlineData("/metrics")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/api/auth/current-user")]
    [InlineData("/api/chat/unread")]
    [InlineData("/login")]
    [InlineData("/refresh")]
    [InlineData("/nowhere")]
    public async Task An_answer_that_is_data_may_do_nothing_in_a_browser(string path)
    {
        using var answer = await Ask(path);

        Assert.Equal(DataPolicy, Header(answer, "Content-Security-Policy"));
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/metrics")]
    [InlineData("/docs")]
    [InlineData("/docs/")]
    [InlineData("/docs/scalar.js")]
    [InlineData("/")]
    [InlineData("/login")]
    [InlineData("/nowhere")]
    public async Task Every_answer_guards_its_reader_and_hides_the_server(string path)
    {
        using var answer = await Ask(path);

        Assert.NotEqual("", Header(answer, "Content-Security-Policy"));
        Assert.Equal("nosniff", Header(answer, "X-Content-Type-Options"));
        Assert.NotEqual("", Header(answer, "Referrer-Policy"));
        Assert.False(answer.Headers.Contains("Server"));
        Assert.False(answer.Headers.Contains("X-Powered-By"));
    }

    [Theory]
    [InlineData("/api/auth/current-user")]
    [InlineData("/api/chat/unread")]
    [InlineData("/api/nowhere")]
    [InlineData("/login")]
    [InlineData("/refresh")]
    [InlineData("/logout")]
    public async Task What_one_user_is_told_no_cache_keeps(string path)
    {
        using var stranger = await Ask(path);
        using var ayse = await (await server.LogIn("ayse")).Get(path);

        Assert.Equal("no-store", Header(stranger, "Cache-Control"));
        Assert.Equal("no-store", Header(ayse, "Cache-Control"));
    }

    private async Task<HttpResponseMessage> Ask(string path)
    {
        using var stranger = server.Stranger();
        return await stranger.GetAsync(path, Stop);
    }

    private static string Header(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) ? string.Join(" | ", values) : "";
}
