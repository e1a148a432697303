using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Readback.Tests.Chat;
using Readback.Tests.Hosting;
using Readback.Tests.Machines;

namespace Readback.Tests.Isolation;

/// <summary>
/// A server with a victim, whose every name and text holds a mark that no stranger may ever see, and with everybody who
/// might try: see <see cref="Callers"/>. All but the victim and the foreigner belong to <c>boiler-2</c>.
/// </summary>
public sealed class Tenants : IAsyncLifetime
{
    public const string Mark = "zzsecretzz";
    public const string Victim = Mark + "-space";
    public const string Closed = Mark + "-closed";
    public const string VictimUser = Mark + "-user";

    /// <summary>More than are sent to <c>boiler-2</c>: the last one's number is nobody's there.</summary>
    private const int VictimMessages = 12;

    private readonly Dictionary<string, Person> _people = [];

    /// <summary>Who asks. The foreigner is a member of a third space only; <c>reset</c> must change the password first; the machine may send and read.</summary>
    public static IReadOnlyList<string> Callers { get; } =
        ["nobody", "badtoken", "reset", "operator", "auditor", "admin", "foreigner", "machine"];

    public ReadbackServer Server { get; } = new();

    public Dictionary<string, string> OwnIds { get; } = [];

    public Dictionary<string, string> ForeignIds { get; } = [];

    public string ClosedSpaceId { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        await Server.InitializeAsync();
        foreach (var space in (string[])["third", Victim, Closed])
        {
            await Server.AddSpace(space);
        }
        foreach (var (name, space) in ((string, string)[])
            [("operator", ReadbackServer.Boiler), ("auditor", ReadbackServer.Boiler), ("reset", ReadbackServer.Boiler),
                ("foreigner", "third"), (VictimUser, Victim)])
        {
            await Server.AddUser(name, space);
        }
        await Server.Join(VictimUser, Closed);
        await Server.Grant("auditor", "AUDITOR");
        foreach (var name in (string[])["operator", "auditor", "admin", "foreigner", VictimUser])
        {
            _people[name] = await Server.LogIn(name);
        }
        await Seed();
        _people["reset"] = await Server.LogIn("reset");
    }

    public async ValueTask DisposeAsync() => await Server.DisposeAsync();

    /// <summary>Sends a request as somebody, with this X-Space or none.</summary>
    public async Task<Answer> Ask(string caller, string method, string path, string? space, HttpContent? body = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = body };
        if (space is not null)
        {
            request.Headers.Add("X-Space", space);
        }
        request.Headers.Authorization = caller switch
        {
            "nobody" => null,
            "badtoken" => new AuthenticationHeaderValue("Bearer", _people["operator"].AccessToken[..^4] + "AAAA"),
            _ => new AuthenticationHeaderValue("Bearer", _people[caller].AccessToken),
        };
        using var client = Server.Stranger();
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return await Answer.Of(answer);
    }

    private async Task Seed()
    {
        var victim = _people[VictimUser];
        var (message, user) = ("", (await victim.Read("/api/auth/current-user"))["id"]!.ToString());
        foreach (var space in (string[])[Closed, Victim])
        {
            victim.Space = space;
            for (var n = 0; n < VictimMessages; n++)
            {
                message = await victim.Say($"{Mark} text {n}", key: $"{Mark} {n}");
            }
        }
        var admin = _people["admin"];
        ClosedSpaceId = Id(Closed);
        await (await admin.Delete($"/api/spaces/{ClosedSpaceId}")).Is(204);
        var resetUser = UserId("reset");
        await (await admin.PutJson($"/api/users/{resetUser}", """{"requirePasswordReset":true}""")).Is(204);
        // Acts on the victim that the audit knows of.
        await (await admin.PutJson($"/api/users/{user}", $$"""{"email":"{{Mark}}@example.org"}""")).Is(204);
        await (await admin.Send(HttpMethod.Post, $"/api/users/{user}/spaces", new StringContent($"\"{Id(Victim)}\"", Encoding.UTF8, "application/json"))).Is(200);

        ForeignIds["machine"] = (await Made.In(admin, Id(Victim), Mark + "-machine")).Id;
        var machine = await Made.In(admin, Id(ReadbackServer.Boiler), "machine", "send", "read");
        _people["machine"] = Person.OfToken(Server, "machine", machine.Token);
        OwnIds["machine"] = machine.Id;
        Add(ForeignIds, message, VictimMessages.ToString(CultureInfo.InvariantCulture), user, Id(Victim), VictimUser);
        _people["operator"].Space = ReadbackServer.Boiler;
        Add(OwnIds, await _people["operator"].Say("ours"), "1", UserId("operator"), Id(ReadbackServer.Boiler), "operator");
    }

    private static void Add(Dictionary<string, string> ids, string message, string number, string user, string space, string username)
    {
        (ids["message"], ids["number"], ids["user"], ids["space"], ids["username"]) = (message, number, user, space, username);
    }

    private string Id(string space)
    {
        Assert.True(Server.Directory.TryGetSpace(space, out var row));
        return row.Id.ToString(CultureInfo.InvariantCulture);
    }

    private string UserId(string name)
    {
        Assert.True(Server.Directory.TryGetUser(name, out var user));
        return user.Id.ToString(CultureInfo.InvariantCulture);
    }
}

/// <summary>All that a caller gets to see, but for the clock.</summary>
/// <param name="Status">The status.</param>
/// <param name="Text">Status, headers and body; of an endless stream what comes first.</param>
public sealed record Answer(int Status, string Text)
{
    private const int FirstBytes = 64 * 1024;

    public static async Task<Answer> Of(HttpResponseMessage answer)
    {
        answer.Headers.Date = null;
        string body;
        if (answer.Content.Headers.ContentType?.MediaType == "text/event-stream")
        {
            var bytes = new byte[FirstBytes];
            var read = await (await answer.Content.ReadAsStreamAsync()).ReadAsync(bytes);
            body = Encoding.UTF8.GetString(bytes, 0, read);
        }
        else
        {
            body = await answer.Content.ReadAsStringAsync();
        }
        return new Answer((int)answer.StatusCode, $"{answer.StatusCode}\n{answer.Headers}{answer.Content.Headers}\n{body}");
    }
}
