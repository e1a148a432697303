using System.Net.Http.Headers;
using System.Net.Http.Json;
using Readback.Tests.Hosting;

namespace Readback.Tests.Http;

/// <summary>The log is for those who run the machine, who need not be those who may read the messages.</summary>
public sealed class LogSecrecyTests : IDisposable
{
    private const string Password = "correct horse 1";
    private const string WrongPassword = "battery staple 2";
    private const string Message = "valve-seventeen-is-open";
    private const string Query = "needle-in-the-query";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("Text")]
    [InlineData("Json")]
    public async Task It_holds_no_password_token_cookie_query_or_message_however_loud_it_is(string format)
    {
        using var server = ReadbackProcess.Start(
            _folder.Path,
            [("READBACK_ADMIN_PASSWORD", Password), ("READBACK_LOGGING_LEVEL", "Trace"), ("READBACK_LOGGING_FORMAT", format)],
            "--urls", "http://127.0.0.1:0");
        var secrets = await UseAll(await server.Address());
        await server.Terminate();
        Assert.Equal(0, await server.ExitCode());

        Assert.All(secrets, secret => Assert.DoesNotContain(secret, server.Errors + server.Output, StringComparison.OrdinalIgnoreCase));
    }

    private static async Task<IReadOnlyList<string>> UseAll(Uri address)
    {
        using var client = new HttpClient { BaseAddress = address };
        var first = await Tokens(client, "/login", Form(Password));
        await client.PostAsync("/login", Form(WrongPassword));
        var second = await Tokens(client, "/refresh", JsonContent.Create(new Dictionary<string, string> { ["refresh_token"] = first.Refresh }));
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", second.Access);
        client.DefaultRequestHeaders.Add("X-Space", "default_space");
        await client.PostAsync("/api/chat/messages", new StringContent(Message)).Nothing();
        await client.GetAsync($"/api/chat/messages/filter?content={Query}").Json();
        await client.GetAsync($"/api/chat/messages/filter?page={Query}").BadRequest();
        await client.PostAsync("/api/users", new StringContent($"{{ \"password\": {Password}", null, "application/json")).BadRequest();
        return [Password, WrongPassword, first.Access, first.Refresh, second.Access, second.Refresh, Message, Query, "ins_access_token="];
    }

    private static async Task<(string Access, string Refresh)> Tokens(HttpClient client, string path, HttpContent content)
    {
        var body = await client.PostAsync(path, content).Json();
        return (body.GetProperty("access_token").GetString()!, body.GetProperty("refresh_token").GetString()!);
    }

    private static FormUrlEncodedContent Form(string password) => new([new("username", "admin"), new("password", password)]);
}
