using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Readback.Configuration;
using Readback.Tests.Hosting;

namespace Readback.Tests.Feed;

/// <summary>Many streams over one HTTP/2 connection.</summary>
public sealed class Http2Tests : IDisposable
{
    private const string Space = "kazan dairesi ş";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Streams_share_a_connection_and_one_that_is_not_read_stops_no_other()
    {
        await using var server = await ReadbackServer.Run(settings => settings with
        {
            Urls = ["https://127.0.0.1:0"],
            Network = new NetworkSettings { CertificateFile = TestCertificate.WriteTo(_folder) },
        });
        await server.AddSpace(Space);
        await server.AddUser("ayse", Space);
        using var client = await LogIn(server.Address);
        var streams = new List<EventStream>();
        while (streams.Count < 20)
        {
            var answer = await client.GetAsync(Watching.Path, HttpCompletionOption.ResponseHeadersRead);
            Assert.Equal(HttpVersion.Version20, answer.Version);
            streams.Add(await EventStream.Of(answer));
        }

        for (var number = 1; number <= 100; number++)
        {
            using var sent = await client.PostAsync("/api/chat/messages", new StringContent(new string('ş', 4000)));
            Assert.Equal(HttpStatusCode.NoContent, sent.StatusCode);
            foreach (var stream in streams.Skip(1))
            {
                Assert.Equal(number, (long)(await stream.Until(e => e.Name == "message"))[^1].Json["number"]!);
            }
        }
        Assert.Equal(100, (long)(await streams[0].Until(e => e.Name == "message" && (long)e.Json["number"]! == 100))[^1].Json["number"]!);

        using var loggedOut = await client.PostAsync("/logout", null);
        foreach (var stream in streams)
        {
            await stream.Rest();
            Assert.False(stream.IsBroken);
            await stream.DisposeAsync();
        }
    }

    private static async Task<HttpClient> LogIn(Uri address)
    {
        var client = new HttpClient(new SocketsHttpHandler
        {
            UseCookies = false,
            RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8,
            SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true },
        })
        {
            BaseAddress = address,
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        using var form = new FormUrlEncodedContent([new("username", "ayse"), new("password", ReadbackServer.Password)]);
        using var answer = await client.PostAsync("/login", form);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", body.GetProperty("access_token").GetString());
        client.DefaultRequestHeaders.TryAddWithoutValidation("X-Space", Space);
        return client;
    }
}
