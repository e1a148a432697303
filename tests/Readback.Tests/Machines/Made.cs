using System.Text.Json.Nodes;
using Readback.Tests.Chat;
using Readback.Tests.Hosting;

namespace Readback.Tests.Machines;

/// <summary>A machine that an administrator made.</summary>
internal sealed record Made(string Id, string Name, string Token)
{
    /// <param name="admin">Who makes it.</param>
    /// <param name="spaceId">For which space.</param>
    /// <param name="name">Its name.</param>
    /// <param name="scopes">What it may do; <c>send</c> unless given.</param>
    public static Task<Made> In(Person admin, string spaceId, string name, params string[] scopes)
    {
        var input = new JsonObject { ["name"] = name };
        if (scopes.Length > 0)
        {
            input["scopes"] = new JsonArray([.. scopes.Select(scope => JsonValue.Create(scope))]);
        }
        return Of(admin.PostJson($"/api/spaces/{spaceId}/machines", input.ToJsonString()));
    }

    /// <summary>The machine with its token, as an answer tells it.</summary>
    public static async Task<Made> Of(Task<HttpResponseMessage> answering)
    {
        using var answer = await answering;
        await answer.Is(200);
        var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        return new Made((string)body["machine"]!["id"]!, (string)body["machine"]!["name"]!, (string)body["token"]!);
    }

    public Person At(ReadbackServer server, string? space = null) => Person.OfToken(server, Name, Token, space);
}

/// <summary>A test with a space of its own, and an administrator who is no member of it.</summary>
public abstract class MachineTest(ChatHouse house) : ChatTest(house), IAsyncLifetime
{
    private static int _names;

    protected Person Admin { get; private set; } = null!;

    protected string SpaceId => Server.Directory.TryGetSpace(Space, out var space) ? $"{space.Id}" : "";

    protected string Machines => $"/api/spaces/{SpaceId}/machines";

    public new async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Admin = await Server.LogIn("admin", space: null);
    }

    /// <summary>A name that no other test uses: names are never used again.</summary>
    protected static string NewName() => $"alarms {Interlocked.Increment(ref _names)}";

    private protected Task<Made> Make(params string[] scopes) => Made.In(Admin, SpaceId, NewName(), scopes);
}
