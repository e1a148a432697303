using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Readback.Tests.Hosting;

namespace Readback.Tests.Fuzz;

/// <summary>
/// The real server as a process of its own, and what a fuzzer needs there: somebody of each role, a space, messages, and
/// users and spaces that may be changed at will. It is furnished anew from time to time: fuzzing wears it out.
/// </summary>
internal sealed class FuzzHouse : IAsyncDisposable
{
    public const string Password = "correct horse 1";

    private const int Messages = 30;
    private const int Spares = 4;

    private readonly TemporaryFolder _folder;
    private readonly HttpClient _admin;
    private readonly TestData _data;
    private int _furnished;

    private FuzzHouse(TestData data, TemporaryFolder folder, ReadbackProcess server, Uri address)
    {
        (_data, _folder, Server, Address) = (data, folder, server, address);
        _admin = new HttpClient { BaseAddress = address };
    }

    public ReadbackProcess Server { get; }

    public Uri Address { get; }

    public string Host => Address.Authority;

    public string Space { get; private set; } = "";

    /// <summary>An administrator's, an operator's, an auditor's, a stranger's in this space, and none at all.</summary>
    public IReadOnlyList<string> Tokens { get; private set; } = [];

    public IReadOnlyList<string> SpareUserIds { get; private set; } = [];

    public IReadOnlyList<string> SpareSpaceIds { get; private set; } = [];

    public IReadOnlyList<string> MessageIds { get; private set; } = [];

    public string SpareUsername { get; private set; } = "";

    public static async Task<FuzzHouse> Open()
    {
        var data = await TestData.Create();
        var folder = new TemporaryFolder();
        var server = ReadbackProcess.Start(
            folder.Path,
            [
                ("READBACK_ADMIN_PASSWORD", Password), ("READBACK_LOGGING_FORMAT", "Json"), ("READBACK_SESSIONS_LOGINS_PER_MINUTE", "100000"),
                ("READBACK_SESSIONS_LOGIN_BURST", "100000"), ("READBACK_SESSIONS_LOCK_AFTER_FAILURES", "1000"),
                .. data.Store is null ? [] : ((string, string)[])[("READBACK_STORE", data.Store)],
            ],
            "--urls", "http://127.0.0.1:0");
        return new FuzzHouse(data, folder, server, await server.Address());
    }

    /// <summary>New people, spaces and messages in the place of the old ones.</summary>
    public async Task Furnish()
    {
        var n = (++_furnished).ToString(CultureInfo.InvariantCulture);
        _admin.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await LogIn("admin"));
        Space = $"fuzz {n}";
        var space = await Make("/api/spaces", new() { ["name"] = Space });
        var spaces = new List<string>();
        for (var i = 0; i < Spares; i++)
        {
            spaces.Add(await Make("/api/spaces", new() { ["name"] = $"spare {n}-{i}" }));
        }
        var people = new Dictionary<string, string>();
        foreach (var who in (string[])["boss", "operator", "auditor", "stranger", "spare"])
        {
            people[who] = await Make("/api/users", new() { ["username"] = $"{who} {n}", ["password"] = Password });
        }
        foreach (var who in (string[])["boss", "operator", "auditor"])
        {
            await _admin.PostAsJsonAsync($"/api/users/{people[who]}/spaces", space).Text();
        }
        await _admin.PostAsJsonAsync($"/api/users/{people["boss"]}/roles", "ADMIN").Text();
        await _admin.PostAsJsonAsync($"/api/users/{people["auditor"]}/roles", "AUDITOR").Text();
        Tokens = [.. await Task.WhenAll(Names(n).Select(LogIn)), "nonsense"];
        (SpareUserIds, SpareSpaceIds, SpareUsername) = ([people["spare"], "999999"], [.. spaces, "999999"], $"spare {n}");
        MessageIds = [.. await Say(), "999999999999", "1", "2"];
    }

    /// <summary>Made-up requests log people out, too: who can is logged in again, so that what follows comes further than the door.</summary>
    public async Task LogInAgain()
    {
        var tokens = Tokens.ToList();
        foreach (var (name, at) in Names(_furnished.ToString(CultureInfo.InvariantCulture)).Select((name, at) => (name, at)))
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/auth/current-user");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tokens[at]);
            using var answer = await _admin.SendAsync(request);
            if (answer.StatusCode == HttpStatusCode.Unauthorized && await TryLogIn(name) is { } token)
            {
                tokens[at] = token;
            }
        }
        Tokens = tokens;
    }

    public async ValueTask DisposeAsync()
    {
        _admin.Dispose();
        Server.Dispose();
        _folder.Dispose();
        await _data.DisposeAsync();
    }

    private async Task<List<string>> Say()
    {
        var ids = new List<string>();
        for (var i = 0; i < Messages; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/chat/messages") { Content = new StringContent($"Pump {i % 7} is off") };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Tokens[1]);
            request.Headers.Add("X-Space", Space);
            using var answer = await _admin.SendAsync(request);
            Assert.Equal(204, (int)answer.StatusCode);
            ids.Add(answer.Headers.Location!.ToString().Split('/')[^1]);
        }
        return ids;
    }

    private static IEnumerable<string> Names(string n) => new[] { "boss", "operator", "auditor", "stranger" }.Select(who => $"{who} {n}");

    private async Task<string> LogIn(string username) =>
        await TryLogIn(username) ?? throw new InvalidOperationException($"{username} can't log in.");

    /// <summary>Nothing where the user may not any more, or has another password by now.</summary>
    private async Task<string?> TryLogIn(string username)
    {
        using var form = new FormUrlEncodedContent([new("username", username), new("password", Password)]);
        using var answer = await _admin.PostAsync("/login", form);
        return answer.IsSuccessStatusCode
            ? (await Task.FromResult(answer).Json()).GetProperty("access_token").GetString()
            : null;
    }

    private async Task<string> Make(string path, Dictionary<string, string> body)
    {
        JsonElement made = await _admin.PostAsJsonAsync(path, body).Json();
        return made.GetProperty("id").GetString()!;
    }
}
