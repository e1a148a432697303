using System.Net.Http.Json;
using System.Text.Json;
using Readback.Tests.Hosting;

namespace Readback.Tests.Accounts;

/// <summary>Contract, section 1: logging in.</summary>
public sealed class LoginTests(ReadbackServer server) : IClassFixture<ReadbackServer>
{
    [Fact]
    public async Task A_log_in_answers_with_tokens_and_spaces()
    {
        using var client = server.Stranger();
        using var answer = await client.PostAsync("/login", Form("ayse", ReadbackServer.Password));
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Equal(
            ["access_token", "refresh_token", "expire-seconds", "activeSpace", "spaces"],
            body.EnumerateObject().Select(member => member.Name));
        Assert.Equal(300, body.GetProperty("expire-seconds").GetInt32());
        Assert.Equal("boiler-2", body.GetProperty("activeSpace").GetString());
        Assert.Equal(["boiler-2"], body.GetProperty("spaces").EnumerateArray().Select(space => space.GetString()));
    }

    private static FormUrlEncodedContent Form(string username, string password) =>
        new([new("username", username), new("password", password)]);
}
