using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Readback.Tests.Hosting;

namespace Readback.Tests.Http;

/// <summary>Who tries what they may not is in the server's log, one line a try, whatever they put into their names.</summary>
public sealed class RefusalLogTests : IDisposable
{
    private const string Password = "correct horse 1";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_says_who_from_where_and_what_was_refused_and_nothing_that_they_sent()
    {
        using var server = ReadbackProcess.Start(
            _folder.Path, [("READBACK_ADMIN_PASSWORD", Password), ("READBACK_LOGGING_FORMAT", "Json")], "--urls", "http://127.0.0.1:0");
        using var client = new HttpClient { BaseAddress = await server.Address() };
        await LogIn(client, "admin");
        var id = (await client.PostAsync("/api/users", Json(new() { ["username"] = "mallory\u2028{Why}", ["password"] = Password })).Json()).GetProperty("id");
        await LogIn(client, "mallory\u2028{Why}");
        await client.GetAsync("/api/users/secret-in-the-path").Forbidden();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/chat/messages/filter?content=secret-in-the-query");
        request.Headers.Add("X-Space", "secret-in-the-header");
        await client.SendAsync(request).Forbidden();
        await server.Terminate();
        Assert.Equal(0, await server.ExitCode());

        var lines = server.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(
            [
                $"User {id} at 127.0.0.1 was refused GET /api/users/{{id}}: You do not have the role that this needs.",
                $"User {id} at 127.0.0.1 was refused GET /api/chat/messages/filter: X-Space: you are not a member of such a space.",
            ],
            lines.Where(line => line.GetProperty("EventId").GetInt32() == 1701).Select(line => line.GetProperty("Message").GetString()!));
        Assert.All(lines, line => Assert.EndsWith("Z", line.GetProperty("Timestamp").GetString(), StringComparison.Ordinal));
        Assert.DoesNotContain("secret-in", server.Errors, StringComparison.Ordinal);
    }

    private static async Task LogIn(HttpClient client, string username)
    {
        using var form = new FormUrlEncodedContent([new("username", username), new("password", Password)]);
        var body = await client.PostAsync("/login", form).Json();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", body.GetProperty("access_token").GetString());
    }

    private static JsonContent Json(Dictionary<string, string> body) => JsonContent.Create(body);
}
