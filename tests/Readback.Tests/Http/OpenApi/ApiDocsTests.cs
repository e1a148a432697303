using System.Text.RegularExpressions;
using Readback.Tests.Hosting;

namespace Readback.Tests.Http.OpenApi;

/// <summary>The page for people: it works on a network without a way out, and runs no script but its own.</summary>
public sealed partial class ApiDocsTests(ReadbackServer server) : IClassFixture<ReadbackServer>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Its_scripts_are_of_this_answer_alone()
    {
        var (first, firstPolicy) = await Page();
        var (_, secondPolicy) = await Page();
        var nonce = Nonce.Match(firstPolicy).Groups["nonce"].Value;

        Assert.NotEqual(firstPolicy, secondPolicy);
        Assert.Equal(
            $"default-src 'self'; object-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
            + "frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
            firstPolicy);
        Assert.All(Scripts.Matches(first), script => Assert.Contains($"nonce=\"{nonce}\"", script.Value, StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_names_no_other_host_and_brings_its_scripts_along()
    {
        var (page, _) = await Page();
        using var stranger = server.Stranger();

        Assert.DoesNotContain("://", page, StringComparison.Ordinal);
        Assert.NotEmpty(Sources.Matches(page));
        foreach (Match source in Sources.Matches(page))
        {
            using var script = await stranger.GetAsync($"/docs/{source.Groups["path"].Value}", Stop);
            Assert.Equal("text/javascript", script.Content.Headers.ContentType?.MediaType);
        }
    }

    private async Task<(string Page, string Policy)> Page()
    {
        using var stranger = server.Stranger();
        using var answer = await stranger.GetAsync("/docs/", Stop);
        return (await answer.Content.ReadAsStringAsync(Stop), Assert.Single(answer.Headers.GetValues("Content-Security-Policy")));
    }

    [GeneratedRegex("'nonce-(?<nonce>[^']+)'")]
    private static partial Regex Nonce { get; }

    [GeneratedRegex("<script[^>]*>")]
    private static partial Regex Scripts { get; }

    [GeneratedRegex("<script[^>]* src=\"(?<path>[^\"]+)\"")]
    private static partial Regex Sources { get; }
}
