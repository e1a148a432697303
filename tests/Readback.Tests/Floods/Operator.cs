using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Readback.Tests.Chat;

namespace Readback.Tests.Floods;

/// <summary>Somebody at work on a server of its own process, who logs in anew when the token's time is up.</summary>
internal sealed class Operator(Uri address, string username, string password) : IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = address, Timeout = TimeSpan.FromMinutes(2) };
    private string _token = "";

    public HttpClient Client => _client;

    public async Task LogIn()
    {
        using var form = ChatSteps.Form(("username", username), ("password", password));
        using var answer = await _client.PostAsync("/login", form);
        await answer.Is(200);
        _token = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString()!;
    }

    public async Task<HttpResponseMessage> Send(HttpMethod method, string path, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _token);
        request.Headers.Add("X-Space", "default_space");
        return await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    /// <summary>Sends, and logs in anew where the token was not good any more; nobody else's answer than these will do.</summary>
    public async Task<string> Ask(HttpMethod method, string path, int status, Func<HttpContent>? content = null)
    {
        using var first = await Send(method, path, content?.Invoke());
        if ((int)first.StatusCode != 401)
        {
            await first.Is(status);
            return await first.Content.ReadAsStringAsync();
        }
        await LogIn();
        using var second = await Send(method, path, content?.Invoke());
        await second.Is(status);
        return await second.Content.ReadAsStringAsync();
    }

    public void Dispose() => _client.Dispose();
}
