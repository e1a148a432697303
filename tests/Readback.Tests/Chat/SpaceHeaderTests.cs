using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Readback.Tests.Hosting;
using static Readback.Tests.Chat.ChatSteps;

namespace Readback.Tests.Chat;

/// <summary>Contract, section 2: the header X-Space.</summary>
public sealed class SpaceHeaderTests(ReadbackServer server) : IClassFixture<ReadbackServer>
{
    private const string Unread = "/api/chat/unread";

    [Theory]
    [InlineData("boiler-2")]
    [InlineData("BOILER-2")]
    [InlineData("boıler-2")]
    [InlineData("BOİLER-2")]
    public async Task Case_is_ignored_with_one_letter_i(string name)
    {
        var ayse = await server.LogIn("ayse", name);
        await (await ayse.Get(Unread)).Is(200);
    }

    [Fact]
    public async Task A_name_comes_in_UTF8_or_percent_encoded()
    {
        const string name = "Kazan dairesi №2 ğüş 🔧";
        await server.AddSpace(name);
        await server.Join("ayse", name);
        foreach (var written in (string[])[name, Uri.EscapeDataString(name), Uri.EscapeDataString(name).ToLowerInvariant(), "Kazan%20dairesi №2 ğ%C3%BCş 🔧"])
        {
            using var answer = await Ask(written);
            await answer.Is(200);
        }
    }

    [Fact]
    public async Task Missing_or_empty_it_is_a_bad_request()
    {
        Assert.StartsWith("X-Space:", await Ask().Refused(400));
        Assert.StartsWith("X-Space:", await Ask("").Refused(400));
        Assert.StartsWith("X-Space:", await Ask("  ").Refused(400));
    }

    [Fact]
    public async Task Bytes_that_are_no_UTF8_are_a_bad_request() =>
        Assert.StartsWith("X-Space:", await Ask(Encoding.Latin1, "boiler-\u00ff").Refused(400));

    [Fact]
    public async Task Unknown_closed_and_foreign_spaces_are_told_apart_by_nothing()
    {
        var admin = await server.LogIn("admin");
        await server.AddSpace("foreign");
        var closed = await server.AddSpace("closed");
        await server.Join("ayse", "closed");
        await (await admin.Delete($"/api/spaces/{closed.ToString(CultureInfo.InvariantCulture)}")).Is(204);

        var answers = new HashSet<string>();
        foreach (var name in (string[])["foreign", "closed", "unknown", "default_space", "boiler-2 x", "boiler", "%", "%zz", "%00"])
        {
            var call = Ask(name);
            await call.Refused(403);
            answers.Add(await Text(await Ask(name)));
        }
        Assert.Single(answers);
    }

    [Fact]
    public async Task The_token_is_checked_first()
    {
        using var stranger = server.Stranger();
        await stranger.GetAsync(Unread).Refused(401);
        await stranger.PostAsync(Messages, null).Refused(401);
        stranger.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "nonsense");
        await stranger.GetAsync(Unread).Refused(401);
    }

    private async Task<HttpResponseMessage> Ask(params string[] spaces) => await Ask(Encoding.UTF8, spaces);

    private async Task<HttpResponseMessage> Ask(Encoding encoding, params string[] spaces)
    {
        var ayse = await server.LogIn("ayse");
        using var handler = new SocketsHttpHandler { RequestHeaderEncodingSelector = (_, _) => encoding };
        using var client = new HttpClient(handler) { BaseAddress = server.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, Unread);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", ayse.AccessToken);
        request.Headers.TryAddWithoutValidation("X-Space", spaces);
        var answer = await client.SendAsync(request);
        await answer.Content.LoadIntoBufferAsync();
        return answer;
    }

    /// <summary>All that a client sees, but for the clock.</summary>
    private static async Task<string> Text(HttpResponseMessage answer)
    {
        answer.Headers.Date = null;
        return $"{answer.StatusCode}\n{answer.Headers}{answer.Content.Headers}\n{await answer.Content.ReadAsStringAsync()}";
    }
}
