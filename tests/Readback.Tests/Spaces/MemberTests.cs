using Microsoft.Extensions.DependencyInjection;
using Readback.Directory;
using Readback.Spaces;
using Readback.Tests.Accounts;
using Readback.Tests.Hosting;

namespace Readback.Tests.Spaces;

/// <summary>Contract, sections 2 and 5: who is a member of what, who has which role, and from when that counts.</summary>
public sealed class MemberTests(ReadbackServer server) : IClassFixture<ReadbackServer>, IAsyncLifetime
{
    private Person _admin = null!;

    public async ValueTask InitializeAsync() => _admin = await server.LogIn("admin", null);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Joining_and_leaving_count_from_the_next_request()
    {
        var (user, space) = (await server.AddUser("tarik"), await server.AddSpace("gate"));
        var tarik = await server.LogIn("tarik", "gate");
        await tarik.Get("/api/chat/unread").Forbidden();
        Assert.Equal("[]", await _admin.Get($"/api/users/{user}/spaces").Text());

        var joined = await _admin.PostJson($"/api/users/{user}/spaces", $"\"{space}\"").Text();
        Assert.Equal(await _admin.Get($"/api/spaces/{space}").Text(), joined);
        Assert.Equal("admin member.joined tarik in gate from 127.0.0.1", await _admin.LastAct());
        Assert.Equal($"[{joined}]", await _admin.Get($"/api/users/{user}/spaces").Text());
        await tarik.Get("/api/chat/unread").Text();

        Assert.Equal(joined, await _admin.PostJson($"/api/users/{user}/spaces", $"\"{space}\"").Text());
        await _admin.Delete($"/api/users/{user}/spaces/{space}").Nothing();
        Assert.Equal("admin member.left tarik in gate from 127.0.0.1", await _admin.LastAct());
        await tarik.Get("/api/chat/unread").Forbidden();
        await _admin.Delete($"/api/users/{user}/spaces/{space}").NotFound();
    }

    [Fact]
    public async Task What_is_no_open_space_is_404_and_what_is_no_string_400()
    {
        var (user, space) = (await server.AddUser("ufuk"), await server.AddSpace("closing"));
        await server.Join("ufuk", "closing");
        await _admin.Delete($"/api/spaces/{space}").Nothing();
        await _admin.PostJson($"/api/users/{user}/spaces", $"\"{space}\"").NotFound();
        await _admin.Delete($"/api/users/{user}/spaces/{space}").NotFound();
        await _admin.PostJson($"/api/users/{user}/spaces", "\"999999\"").NotFound();
        await _admin.PostJson($"/api/users/{user}/spaces", "\"boiler-2\"").NotFound();
        await _admin.PostJson($"/api/users/{user}/spaces", "1").BadRequest();
        await _admin.PostJson($"/api/users/{user}/spaces", "").BadRequest();
        Assert.Equal("[]", await _admin.Get($"/api/users/{user}/spaces").Text());
    }

    [Fact]
    public async Task Roles_are_given_and_taken_and_count_from_the_next_request()
    {
        var user = await server.AddUser("volkan");
        var volkan = await server.LogIn("volkan", null);
        await volkan.Get("/api/users").Forbidden();
        Assert.Equal("\"ADMIN\"", await _admin.PostJson($"/api/users/{user}/roles", "\"ADMIN\"").Text());
        Assert.Equal("admin role.granted ADMIN of volkan from 127.0.0.1", await _admin.LastAct());
        Assert.Equal("\"ADMIN\"", await _admin.PostJson($"/api/users/{user}/roles", "\"ADMIN\"").Text());
        Assert.Equal("""["ADMIN"]""", await volkan.Get($"/api/users/{user}/roles").Text());

        await _admin.Delete($"/api/users/{user}/roles/ADMIN").Nothing();
        Assert.Equal("admin role.revoked ADMIN of volkan from 127.0.0.1", await _admin.LastAct());
        await volkan.Get("/api/users").Forbidden();
        await _admin.Delete($"/api/users/{user}/roles/ADMIN").NotFound();
        await _admin.Delete($"/api/users/{user}/roles/CHEF").NotFound();
        await _admin.PostJson($"/api/users/{user}/roles", "\"CHEF\"").BadRequest();
        await _admin.PostJson($"/api/users/{user}/roles", "\"admin\"").BadRequest();
        await _admin.PostJson($"/api/users/{user}/roles", """{"role":"ADMIN"}""").BadRequest();
        Assert.Equal("[]", await _admin.Get($"/api/users/{user}/roles").Text());
    }

    [Fact]
    public async Task A_disabled_user_stays_a_member()
    {
        var user = await server.AddUser("yasin", ReadbackServer.Boiler);
        await _admin.PutJson($"/api/users/{user}", """{"enabled":false}""").Nothing();
        Assert.Contains("boiler-2", await _admin.Get($"/api/users/{user}/spaces").Text());
        await _admin.PutJson($"/api/users/{user}", """{"enabled":true}""").Nothing();
        await (await server.LogIn("yasin")).Get("/api/chat/unread").Text();
    }

    [Fact]
    public async Task Who_administers_is_asked_once_more_inside_the_transaction()
    {
        await server.AddUser("zeki");
        await server.Grant("zeki", "ADMIN");
        var zeki = await server.LogIn("zeki", null);
        var session = System.Text.Json.JsonDocument.Parse(
            System.Buffers.Text.Base64Url.DecodeFromChars(zeki.AccessToken.Split('.')[1])).RootElement.GetProperty("sid").GetString()!;
        var actor = new Actor("zeki", "127.0.0.1", session);
        var spaces = server.Services.GetRequiredService<SpaceAdministration>();
        Assert.True((await spaces.Create(actor, "zeki 1")).TryGet(out _, out _));

        Assert.True(server.Directory.TryGetUser("zeki", out var user));
        await _admin.Delete($"/api/users/{user.Id}/roles/ADMIN").Nothing();
        Assert.False((await spaces.Create(actor, "zeki 2")).TryGet(out _, out var problem));
        Assert.Equal(403, problem.StatusCode);

        await server.Stranger().Call(HttpMethod.Post, "/logout", null, ("Authorization", $"Bearer {zeki.AccessToken}")).Text();
        Assert.False((await spaces.Create(actor, "zeki 2")).TryGet(out _, out problem));
        Assert.Equal(401, problem.StatusCode);
        Assert.False(server.Directory.TryGetSpace("zeki 2", out _));
    }
}
