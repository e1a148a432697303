using Readback.Tests.Accounts;
using Readback.Tests.Hosting;

namespace Readback.Tests.Spaces;

/// <summary>Contract, section 5: spaces.</summary>
public sealed class SpaceTests(ReadbackServer server) : IClassFixture<ReadbackServer>, IAsyncLifetime
{
    private Person _admin = null!;

    public async ValueTask InitializeAsync() => _admin = await server.LogIn("admin", null);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_space_is_made_shown_renamed_and_closed()
    {
        var made = await _admin.PostJson("/api/spaces", """{"name":"Kazan Dairesi / 1"}""").Text();
        var id = System.Text.Json.JsonDocument.Parse(made).RootElement.GetProperty("id").GetString();
        Assert.Equal(Body("Kazan Dairesi / 1", ReadbackServer.Start), made);
        Assert.Equal("admin space.created Kazan Dairesi / 1 from 127.0.0.1", await _admin.LastAct());
        Assert.Equal(made, await _admin.Get($"/api/spaces/{id}").Text());
        Assert.Contains(made, await _admin.Get("/api/spaces").Text());

        server.Clock.Advance(TimeSpan.FromSeconds(1));
        await _admin.PutJson($"/api/spaces/{id}", """{"name":"KAZAN dairesi / 1"}""").Nothing();
        await _admin.PutJson($"/api/spaces/{id}", "{}").Nothing();
        Assert.Equal(Body("KAZAN dairesi / 1", server.Clock.GetUtcNow()), await _admin.Get($"/api/spaces/{id}").Text());

        await _admin.Delete($"/api/spaces/{id}").Nothing();
        Assert.Equal("admin space.closed KAZAN dairesi / 1 from 127.0.0.1", await _admin.LastAct());
        await _admin.Get($"/api/spaces/{id}").NotFound();
        await _admin.PutJson($"/api/spaces/{id}", """{"name":"x"}""").NotFound();
        await _admin.Delete($"/api/spaces/{id}").NotFound();
        Assert.DoesNotContain("dairesi", await _admin.Get("/api/spaces").Text());
        await _admin.PostJson("/api/spaces", """{"name":"kazan DAIRESI / 1"}""").Conflict();

        string Body(string name, DateTimeOffset modified) =>
            $$"""{"id":"{{id}}","name":"{{name}}","createdBy":"admin","creationDate":"2026-11-23T09:15:00.000Z","lastModifiedBy":"admin","lastModifiedDate":"{{Wire.Date(modified)}}"}""";
    }

    [Theory]
    [InlineData("name", "{}")]
    [InlineData("name", """{"name":null}""")]
    [InlineData("name", """{"name":""}""")]
    [InlineData("name", """{"name":" x"}""")]
    [InlineData("name", """{"name":"x\t"}""")]
    [InlineData("name", """{"name":"50%"}""")]
    [InlineData("name", """{"name":"a\u0000b"}""")]
    [InlineData("name", """{"name":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}""")]
    [InlineData("name", """{"name":["x"]}""")]
    [InlineData("The body", "7")]
    public async Task A_name_that_breaks_the_rule_is_400(string field, string json) =>
        Assert.StartsWith(field, await _admin.PostJson("/api/spaces", json).BadRequest());

    [Fact]
    public async Task A_name_is_unique_with_case_ignored()
    {
        var id = await server.AddSpace("hall a");
        await server.AddSpace("hall b");
        await _admin.PostJson("/api/spaces", """{"name":"HALL A"}""").Conflict();
        await _admin.PutJson($"/api/spaces/{id}", """{"name":"Hall B"}""").Conflict();
        Assert.Equal("hall a", (await _admin.GetJson($"/api/spaces/{id}")).GetProperty("name").GetString());
    }

    [Fact]
    public async Task Making_a_space_joins_nobody()
    {
        await _admin.PostJson("/api/spaces", """{"name":"empty"}""").Text();
        _admin.Space = "empty";
        await _admin.Get("/api/chat/unread").Forbidden();
    }

    [Fact]
    public async Task Others_see_their_own_spaces_and_nothing_of_the_rest()
    {
        var id = await server.AddSpace("secret");
        var ayse = await server.LogIn("ayse");
        Assert.True(server.Directory.TryGetSpace("boiler-2", out var boiler));
        Assert.Equal(["boiler-2"], (await ayse.GetJson("/api/spaces")).EnumerateArray().Select(space => space.GetProperty("name").GetString()!));
        await ayse.Get($"/api/spaces/{boiler.Id}").Text();
        var refusals = new[] { $"{id}", "999999", "x" }.Select(other => ayse.Get($"/api/spaces/{other}").Forbidden());
        Assert.Single((await Task.WhenAll(refusals)).Distinct());
        await ayse.PostJson("/api/spaces", """{"name":"mine"}""").Forbidden();
        await ayse.PutJson($"/api/spaces/{boiler.Id}", """{"name":"mine"}""").Forbidden();
        await ayse.Delete($"/api/spaces/{boiler.Id}").Forbidden();
        await _admin.Get("/api/spaces/999999").NotFound();
        await _admin.Delete("/api/spaces/x").NotFound();
    }

    [Fact]
    public async Task A_closed_space_is_gone_for_its_members_at_once()
    {
        var id = await server.AddSpace("drained");
        await server.Join("bora", "drained");
        var bora = await server.LogIn("bora", "drained");
        await bora.PostText("/api/chat/messages", "last words").Nothing();
        await _admin.Delete($"/api/spaces/{id}").Nothing();
        var closed = await bora.Get("/api/chat/unread").Forbidden();
        await bora.PostText("/api/chat/messages", "too late").Forbidden();
        Assert.DoesNotContain("drained", await bora.Get("/api/spaces").Text());
        Assert.DoesNotContain("drained", await bora.Get("/api/auth/current-user").Text());
        await bora.Get($"/api/spaces/{id}").Forbidden();
        bora.Space = "never was";
        Assert.Equal(closed, await bora.Get("/api/chat/unread").Forbidden());
    }
}
