using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Readback.Bench.Load;

/// <summary>The one HTTP client of a run: as many connections as it has requests on the way, all kept open.</summary>
internal sealed class LoadClient(Uri server) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = server };

    public Uri Address => server;

    public async Task<Caller> LogIn(string username, string password)
    {
        using var form = new FormUrlEncodedContent([new("username", username), new("password", password)]);
        using var answer = await _http.PostAsync("/login", form);
        var body = await answer.Content.ReadAsStringAsync();
        if (!answer.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"{username} could not log in: {(int)answer.StatusCode} {body}");
        }
        using var json = JsonDocument.Parse(body);
        return new Caller(json.RootElement.GetProperty("access_token").GetString()!);
    }

    public async Task<List<Caller>> LogIn(IEnumerable<string> usernames, string password)
    {
        var callers = new List<Caller>();
        foreach (var username in usernames)
        {
            callers.Add(await LogIn(username, password));
        }
        return callers;
    }

    public Task<HttpResponseMessage> Send(HttpRequestMessage request) => _http.SendAsync(request);

    public void Dispose() => _http.Dispose();
}

/// <summary>A user who is logged in.</summary>
internal sealed class Caller(string token)
{
    private readonly AuthenticationHeaderValue _token = new("Bearer", token);

    /// <summary>A request's bytes up to where its body, or else nothing, follows.</summary>
    public byte[] Bytes(string method, string path, string space, string more = "") => Encoding.ASCII.GetBytes(
        $"{method} {path} HTTP/1.1\r\nHost: readback\r\nAuthorization: Bearer {token}\r\nX-Space: {space}\r\n{more}\r\n");

    public HttpRequestMessage Post(string path, string space, HttpContent content)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        request.Headers.Authorization = _token;
        request.Headers.Add("X-Space", space);
        return request;
    }
}
