using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Readback.Tests.Hosting;

/// <summary>Somebody who is logged in: each call carries a bearer token and a space. Who waits too long, or sees the clock set back, logs in anew.</summary>
public sealed class Person(ReadbackServer server, string username, string password, string? space)
{
    private static readonly TimeSpan TokenAge = TimeSpan.FromMinutes(4);

    private DateTimeOffset _since = DateTimeOffset.MinValue;
    private bool _neverLogsIn;

    public string Username => username;

    /// <summary>The space that calls name in X-Space; none where null.</summary>
    public string? Space { get; set; } = space;

    public HttpClient Client { get; } = server.Stranger();

    public string AccessToken { get; private set; } = "";

    public string RefreshToken { get; private set; } = "";

    /// <summary>A machine, which comes by a token of its own and never logs in.</summary>
    public static Person OfToken(ReadbackServer server, string name, string token, string? space = null) =>
        new(server, name, "", space) { AccessToken = token, _neverLogsIn = true };

    /// <summary>The same session at another node.</summary>
    public Person At(ReadbackServer other) =>
        new(other, username, password, Space) { AccessToken = AccessToken, RefreshToken = RefreshToken, _since = _since, _neverLogsIn = _neverLogsIn };

    public async Task LogIn()
    {
        using var form = new FormUrlEncodedContent([new("username", username), new("password", password)]);
        using var answer = await Client.PostAsync("/login", form);
        Assert.Equal(200, (int)answer.StatusCode);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        (AccessToken, RefreshToken) = (body.GetProperty("access_token").GetString()!, body.GetProperty("refresh_token").GetString()!);
        _since = server.Clock.GetUtcNow();
    }

    public Task<HttpResponseMessage> Get(string path) => Send(HttpMethod.Get, path);

    public Task<HttpResponseMessage> Delete(string path) => Send(HttpMethod.Delete, path);

    public Task<HttpResponseMessage> PostText(string path, string text) =>
        Send(HttpMethod.Post, path, new StringContent(text, Encoding.UTF8, "text/plain"));

    /// <param name="path">Where to.</param>
    /// <param name="json">JSON as it goes over the wire.</param>
    public Task<HttpResponseMessage> PostJson(string path, string json) => Send(HttpMethod.Post, path, Json(json));

    public Task<HttpResponseMessage> PutJson(string path, string json) => Send(HttpMethod.Put, path, Json(json));

    /// <summary>The JSON that a path answers with 200.</summary>
    public async Task<JsonElement> GetJson(string path)
    {
        using var answer = await Get(path);
        Assert.True(answer.IsSuccessStatusCode, $"GET {path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    public async Task<HttpResponseMessage> Send(
        HttpMethod method, string path, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        if (!_neverLogsIn && server.Clock.GetUtcNow() - _since is var age && (age > TokenAge || age < TimeSpan.Zero))
        {
            await LogIn();
        }
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", AccessToken);
        if (Space is not null)
        {
            request.Headers.Add("X-Space", Uri.EscapeDataString(Space));
        }
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }
        return await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    private static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");
}
