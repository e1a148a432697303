using System.Net;
using System.Net.Sockets;
using System.Text;
using Readback.Tests.Hosting;

namespace Readback.Tests.Http;

/// <summary>What is refused before any feature sees it, over the whole server.</summary>
public sealed class RefusalTests(ReadbackServer server) : IClassFixture<ReadbackServer>
{
    private const int MaxIdsInQuery = 1000;
    private const string LongestId = "9223372036854775807";
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/nowhere")]
    [InlineData("/api/nowhere")]
    [InlineData("/api/chat/messages/1/nowhere")]
    public async Task There_is_nothing_at_an_unknown_address(string path)
    {
        using var stranger = server.Stranger();

        Assert.Equal("There is nothing at this address.", await stranger.GetAsync(path, Stop).NotFound());
    }

    [Theory]
    [InlineData("PUT", "/login", "POST")]
    [InlineData("DELETE", "/api/chat/messages/filter", "GET")]
    [InlineData("GET", "/api/chat/message/set-read", "POST")]
    [InlineData("PATCH", "/api/users", "GET, POST")]
    public async Task A_wrong_method_is_told_the_right_ones_also_to_a_stranger(string method, string path, string allowed)
    {
        using var stranger = server.Stranger();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var answer = await stranger.SendAsync(request, Stop);

        Assert.Equal(allowed, string.Join(", ", answer.Content.Headers.Allow.Order()));
        await Task.FromResult(answer).Problem(405, "Method Not Allowed");
    }

    [Fact]
    public async Task Json_that_is_none_and_json_of_another_type_are_told_apart_and_the_field_is_named()
    {
        var admin = await server.LogIn("admin", space: null);

        Assert.Equal("The body is not well-formed JSON.", await admin.PostJson("/api/users", "{").BadRequest());
        Assert.StartsWith("username: ", await admin.PostJson("/api/users", """{"username":5}""").BadRequest(), StringComparison.Ordinal);
        Assert.StartsWith("The body is not of the JSON type", await admin.PostJson("/api/users", "[]").BadRequest(), StringComparison.Ordinal);
        Assert.StartsWith("Content-Type: ", await admin.PostText("/api/users", "{}").Problem(415, "Unsupported Media Type"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("application/json; charset=\"UTF-8\"", 400)]
    [InlineData("application/json; charset=Utf-8", 400)]
    [InlineData("application/problem+json", 400)]
    [InlineData("application/json; charset=", 415)]
    [InlineData("application/json; charset=utf-16", 415)]
    [InlineData("application/json; charset=utf-7", 415)]
    [InlineData("application/json; charset=nonsense", 415)]
    public async Task JSON_is_UTF8_and_no_other_charset(string contentType, int status)
    {
        var admin = await server.LogIn("admin", space: null);
        using var json = new StringContent("{", new UTF8Encoding(false));
        json.Headers.Remove("Content-Type");
        json.Headers.TryAddWithoutValidation("Content-Type", contentType);

        var answer = await admin.Send(HttpMethod.Post, "/api/users", json);

        Assert.Equal(
            status == 415 ? "Content-Type: the charset of JSON can only be utf-8." : "The body is not well-formed JSON.",
            await Task.FromResult(answer).Problem(status, status == 415 ? "Unsupported Media Type" : "Bad Request"));
    }

    [Fact]
    public async Task A_parameter_that_is_given_twice_is_refused()
    {
        using var stranger = server.Stranger();
        using var form = new StringContent("username=ayse&username=admin&password=x", Encoding.UTF8, "application/x-www-form-urlencoded");
        Assert.Equal("username: the form field must be given, once.", await stranger.PostAsync("/login", form, Stop).BadRequest());
        var ayse = await server.LogIn("ayse");
        Assert.StartsWith("page: ", await ayse.Get("/api/chat/recipients?page=0&page=1").BadRequest(), StringComparison.Ordinal);
        Assert.StartsWith(
            "messageId: must be given once", await ayse.Send(HttpMethod.Post, "/api/chat/message/set-read?messageId=1&messageId=2").BadRequest(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_thousand_of_the_longest_ids_fit_into_a_query()
    {
        var ayse = await server.LogIn("ayse");
        var query = string.Concat(Enumerable.Repeat($"&messageIds={LongestId}", MaxIdsInQuery));

        // Such ids exist in nobody's inbox: it is this answer that shows that they were read.
        await ayse.Send(HttpMethod.Post, $"/api/chat/messages/set-read?{query[1..]}").NotFound();
    }

    [Fact]
    public async Task A_line_that_is_too_long_is_414()
    {
        using var stranger = server.Stranger();

        Assert.StartsWith(
            "The request line must not exceed 65536 bytes",
            await stranger.GetAsync($"/login?{new string('a', 65536)}", Stop).Problem(414, "URI Too Long"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_that_are_too_long_are_431()
    {
        using var stranger = server.Stranger();
        stranger.DefaultRequestHeaders.Add("X-Long", new string('a', 32768));

        Assert.Equal(
            "All headers together must not exceed 32768 bytes.",
            await stranger.GetAsync("/login", Stop).Problem(431, "Request Header Fields Too Large"));
    }

    [Theory]
    [InlineData("GET /health/live HTTP/1.1\r\nHost: a\r\nX-Long: ", 500_000, "HTTP/1.1 431 ")]
    [InlineData("GET /health/live?", 300_000, "HTTP/1.1 414 ")]
    [InlineData("NONSENSE\r\n\r\n", 0, "HTTP/1.1 400 ")]
    public async Task What_is_beyond_all_measure_is_refused_by_the_status_alone(string start, int padding, string status)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, server.Address.Port, Stop);
        var stream = client.GetStream();
        // The server may hang up before it has read all of it.
        await stream.WriteAsync(Encoding.ASCII.GetBytes(start), Stop);
        var writing = stream.WriteAsync(Encoding.ASCII.GetBytes(new string('a', padding)), Stop);
        var answer = new byte[status.Length];
        await stream.ReadExactlyAsync(answer, Stop);

        Assert.Equal(status, Encoding.ASCII.GetString(answer));
        Assert.Null(await Record.ExceptionAsync(async () => await writing) is { } e and not IOException ? e : null);
    }

    [Fact]
    public async Task A_space_is_named_in_raw_utf8_as_well()
    {
        await server.AddSpace("kazan dairesi ğüş");
        await server.Join("ayse", "kazan dairesi ğüş");
        var ayse = await server.LogIn("ayse");
        using var client = new HttpClient(new SocketsHttpHandler { RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8 }) { BaseAddress = server.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/chat/unread");
        request.Headers.Add("Authorization", $"Bearer {ayse.AccessToken}");
        request.Headers.Add("X-Space", "KAZAN dairesi ğüş");

        await client.SendAsync(request, Stop).Json();
    }
}
