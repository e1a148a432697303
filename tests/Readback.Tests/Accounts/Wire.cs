using System.Globalization;
using System.Text;
using Microsoft.Net.Http.Headers;
using Readback.Tests.Hosting;
using SetCookie = Microsoft.Net.Http.Headers.SetCookieHeaderValue;

namespace Readback.Tests.Accounts;

/// <summary>The calls of section 1 as they go over the wire.</summary>
internal static class Wire
{
    public static Task<HttpResponseMessage> Login(
        this HttpClient client, string username, string password, string query = "", params (string Name, string Value)[] headers) =>
        client.Call(HttpMethod.Post, $"/login{query}", new FormUrlEncodedContent([new("username", username), new("password", password)]), headers);

    public static Task<HttpResponseMessage> RefreshByBody(this HttpClient client, string token, params (string Name, string Value)[] headers) =>
        client.Call(HttpMethod.Post, "/refresh", Json($$"""{"refresh_token":"{{token}}"}"""), headers);

    public static Task<HttpResponseMessage> RefreshByCookie(this HttpClient client, string token, params (string Name, string Value)[] headers) =>
        client.Call(HttpMethod.Post, "/refresh", null, [("Cookie", $"ins_refresh_token={token}"), .. headers]);

    public static Task<HttpResponseMessage> CurrentUser(this HttpClient client, string? bearer = null, string? cookie = null) =>
        client.Call(HttpMethod.Get, "/api/auth/current-user", null,
        [
            .. bearer is null ? [] : new (string, string)[] { ("Authorization", $"Bearer {bearer}") },
            .. cookie is null ? [] : new (string, string)[] { ("Cookie", $"ins_access_token={cookie}") },
        ]);

    public static Task<HttpResponseMessage> Call(
        this HttpClient client, HttpMethod method, string path, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, path) { Content = content };
        foreach (var (name, value) in headers)
        {
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        }
        return client.SendAsync(request);
    }

    public static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");

    public static string Date(DateTimeOffset date) => date.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    /// <summary>The cookies that an answer sets, by name.</summary>
    public static Dictionary<string, SetCookie> Cookies(this HttpResponseMessage answer) =>
        answer.Headers.TryGetValues(HeaderNames.SetCookie, out var values)
            ? SetCookie.ParseList([.. values]).ToDictionary(cookie => cookie.Name.ToString())
            : [];

    /// <summary>The tokens in the body of a log-in or a refresh.</summary>
    public static async Task<(string Access, string Refresh)> Tokens(this Task<HttpResponseMessage> answering)
    {
        var body = await answering.Json();
        return (body.GetProperty("access_token").GetString()!, body.GetProperty("refresh_token").GetString()!);
    }

    /// <summary>The words of the audit's newest act.</summary>
    public static async Task<string> LastAct(this Person admin)
    {
        var act = (await admin.GetJson("/api/audit?size=1")).GetProperty("content")[0];
        return $"{act.GetProperty("username")} {act.GetProperty("action")} {act.GetProperty("target")} from {act.GetProperty("ip")}";
    }
}
