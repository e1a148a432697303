using Readback.Tests.Hosting;

namespace Readback.Tests.Accounts;

/// <summary>Contract, section 5: users.</summary>
public sealed class UserTests(ReadbackServer server) : IClassFixture<ReadbackServer>, IAsyncLifetime
{
    private readonly HttpClient _client = server.Stranger();
    private Person _admin = null!;

    public async ValueTask InitializeAsync() => _admin = await server.LogIn("admin", null);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_user_is_made_shown_changed_and_deleted()
    {
        var made = await _admin.PostJson("/api/users",
            """{"username":"Şule Öz","password":"a good secret","email":"sule@plant.example","phone":"+90 1","eulaAccepted":true}""").Text();
        var id = System.Text.Json.JsonDocument.Parse(made).RootElement.GetProperty("id").GetString();
        Assert.Equal(Body(id, """ "email":"sule@plant.example","phone":"+90 1","otpType":"none","enabled":true,"eulaAccepted":true,"requirePasswordReset":false """), made);
        Assert.Equal("admin user.created Şule Öz from 127.0.0.1", await _admin.LastAct());
        Assert.Equal(made, await _admin.Get($"/api/users/{id}").Text());
        Assert.Contains(made, await _admin.Get("/api/users").Text());
        await _client.Login("şule öz", "a good secret").Text();

        server.Clock.Advance(TimeSpan.FromSeconds(1));
        await _admin.PutJson($"/api/users/{id}", """{"phone":null,"requirePasswordReset":true}""").Nothing();
        Assert.Equal(
            Body(id, """ "email":"sule@plant.example","phone":null,"otpType":"none","enabled":true,"eulaAccepted":true,"requirePasswordReset":true """,
                modified: Wire.Date(server.Clock.GetUtcNow())),
            await _admin.Get($"/api/users/{id}").Text());
        Assert.Equal("admin user.changed Şule Öz from 127.0.0.1", await _admin.LastAct());

        await _admin.Delete($"/api/users/{id}").Nothing();
        Assert.Equal("admin user.deleted Şule Öz from 127.0.0.1", await _admin.LastAct());
        await _admin.Get($"/api/users/{id}").NotFound();
        await _admin.PutJson($"/api/users/{id}", "{}").NotFound();
        await _admin.Delete($"/api/users/{id}").NotFound();
        Assert.DoesNotContain("Şule Öz", await _admin.Get("/api/users").Text());
        await _client.Login("şule öz", "a good secret").Unauthorized();
        await _admin.PostJson("/api/users", """{"username":"ŞULE ÖZ","password":"a good secret"}""").Conflict();

        string Body(string? id, string middle, string? modified = null)
        {
            var date = Wire.Date(ReadbackServer.Start);
            return $$"""{"id":"{{id}}","username":"Şule Öz",{{middle.Trim()}},"createdBy":"admin","creationDate":"{{date}}","lastModifiedBy":"admin","lastModifiedDate":"{{modified ?? date}}"}""";
        }
    }

    [Theory]
    [InlineData("username", """{"password":"a good secret"}""")]
    [InlineData("username", """{"username":null,"password":"a good secret"}""")]
    [InlineData("username", """{"username":"","password":"a good secret"}""")]
    [InlineData("username", """{"username":" lale","password":"a good secret"}""")]
    [InlineData("username", """{"username":"lale\u00a0","password":"a good secret"}""")]
    [InlineData("username", """{"username":"la/le","password":"a good secret"}""")]
    [InlineData("username", """{"username":"la\u0085le","password":"a good secret"}""")]
    [InlineData("username", """{"username":"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx","password":"a good secret"}""")]
    [InlineData("username", """{"username":7,"password":"a good secret"}""")]
    [InlineData("password", """{"username":"lale"}""")]
    [InlineData("password", """{"username":"lale","password":"123456789"}""")]
    [InlineData("password", """{"username":"lale-lale-lale","password":"LALE-lale-LALE"}""")]
    [InlineData("email", """{"username":"lale","password":"a good secret","email":{}}""")]
    [InlineData("email", """{"username":"lale","password":"a good secret","email":"a\nb"}""")]
    [InlineData("enabled", """{"username":"lale","password":"a good secret","enabled":"yes"}""")]
    [InlineData("enabled", """{"username":"lale","password":"a good secret","enabled":null}""")]
    [InlineData("The body", """{"username":"lale",""")]
    [InlineData("The body", "[]")]
    [InlineData("The body", "null")]
    [InlineData("", "")]
    public async Task What_breaks_a_rule_is_400_and_named(string field, string json)
    {
        Assert.StartsWith(field, await _admin.PostJson("/api/users", json).BadRequest());
        Assert.False(server.Directory.TryGetUser("lale", out _));
    }

    [Fact]
    public async Task Names_and_passwords_may_go_to_their_limits()
    {
        var name = new string('ö', 50);
        await _admin.PostJson("/api/users", $$"""{"username":"{{name}}","password":"0123456789"}""").Text();
        await _client.Login(name.ToUpperInvariant(), "0123456789").Text();
        await _admin.PostJson("/api/users", """{"username":"%_ a+b?","password":"0123456789"}""").Text();
        await _admin.PostJson($"/api/users/{Uri.EscapeDataString("%_ A+B?")}/reset-password",
            """{"newPassword":"9876543210","newPasswordAgain":"9876543210"}""").Nothing();
        await _client.Login("%_ a+b?", "9876543210").Text();
    }

    [Fact]
    public async Task A_name_is_unique_and_fixed_for_good()
    {
        var id = await server.AddUser("mert");
        await _admin.PostJson("/api/users", """{"username":"MERT","password":"a good secret"}""").Conflict();
        await _admin.PutJson($"/api/users/{id}", """{"username":"cem"}""").Conflict();
        await _admin.PutJson($"/api/users/{id}", """{"username":"mert","email":"m@x"}""").Nothing();
        Assert.Equal("m@x", (await _admin.GetJson($"/api/users/{id}")).GetProperty("email").GetString());
    }

    [Fact]
    public async Task A_whole_user_can_be_sent_back()
    {
        var id = await server.AddUser("nil");
        var before = await _admin.Get($"/api/users/{id}").Text();
        await _admin.PutJson($"/api/users/{id}", before).Nothing();
        Assert.Equal(before, await _admin.Get($"/api/users/{id}").Text());
    }

    [Fact]
    public async Task Another_password_by_PUT_ends_the_user_s_sessions()
    {
        var id = await server.AddUser("okan", ReadbackServer.Boiler);
        var okan = await server.LogIn("okan");
        Assert.StartsWith("password: ", await _admin.PutJson($"/api/users/{id}", """{"password":"short"}""").BadRequest());
        await okan.Get("/api/auth/current-user").Text();
        await _admin.PutJson($"/api/users/{id}", """{"password":"another good one"}""").Nothing();
        await _client.CurrentUser(bearer: okan.AccessToken).Unauthorized();
        await _client.Login("okan", "another good one").Text();
    }

    [Theory]
    [InlineData("0")]
    [InlineData("999999")]
    [InlineData("-1")]
    [InlineData("x")]
    [InlineData("99999999999999999999")]
    public async Task An_unknown_id_is_404(string id)
    {
        await _admin.Get($"/api/users/{id}").NotFound();
        await _admin.PutJson($"/api/users/{id}", "{}").NotFound();
        await _admin.Delete($"/api/users/{id}").NotFound();
        await _admin.Get($"/api/users/{id}/spaces").NotFound();
        await _admin.PostJson($"/api/users/{id}/spaces", "\"1\"").NotFound();
        await _admin.Delete($"/api/users/{id}/spaces/1").NotFound();
        await _admin.Get($"/api/users/{id}/roles").NotFound();
        await _admin.PostJson($"/api/users/{id}/roles", "\"ADMIN\"").NotFound();
        await _admin.Delete($"/api/users/{id}/roles/ADMIN").NotFound();
    }

    [Fact]
    public async Task Users_are_for_administrators()
    {
        var ayse = await server.LogIn("ayse");
        Assert.True(server.Directory.TryGetUser("ayse", out var user));
        await ayse.Get("/api/users").Forbidden();
        await ayse.Get($"/api/users/{user.Id}").Forbidden();
        await ayse.PostJson("/api/users", """{"username":"x","password":"a good secret"}""").Forbidden();
        await ayse.PutJson($"/api/users/{user.Id}", """{"email":"x"}""").Forbidden();
        await ayse.Delete($"/api/users/{user.Id}").Forbidden();
        await ayse.Get($"/api/users/{user.Id}/roles").Forbidden();
        await ayse.PostJson($"/api/users/{user.Id}/roles", "\"ADMIN\"").Forbidden();
        await ayse.Get($"/api/users/{user.Id}/spaces").Forbidden();
        await _client.Call(HttpMethod.Get, "/api/users").Unauthorized();
    }

    [Fact]
    public async Task A_deleted_user_leaves_every_space_and_stays_on_record()
    {
        var id = await server.AddUser("pelin", ReadbackServer.Boiler);
        var (ayse, pelin) = (await server.LogIn("ayse"), await server.LogIn("pelin"));
        await pelin.PostText("/api/chat/messages", "valve shut").Nothing();
        await _admin.Delete($"/api/users/{id}").Nothing();
        await _client.CurrentUser(bearer: pelin.AccessToken).Unauthorized();
        var found = await ayse.GetJson("/api/chat/messages/filter?from=PELIN");
        Assert.Equal("valve shut", found.GetProperty("content")[0].GetProperty("content").GetString());
        await ayse.PostText("/api/chat/messages", "after").Nothing();
        var last = (await ayse.GetJson("/api/chat/messages/filter?content=after")).GetProperty("content")[0].GetProperty("id").GetString();
        Assert.DoesNotContain("pelin", await ayse.Get($"/api/chat/messages/{last}/recipients").Text());
    }
}
