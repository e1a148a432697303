using Microsoft.Extensions.DependencyInjection;
using Readback.Accounts;
using Readback.Configuration;
using Readback.Directory;
using Readback.Storage;
using Readback.Tests.Hosting;

namespace Readback.Tests.Accounts;

/// <summary>Contract, sections 2 and 5: what a new database begins with.</summary>
public sealed class FirstStartTests
{
    [Fact]
    public async Task The_first_start_makes_admin_and_default_space()
    {
        await using var server = await ReadbackServer.Run();
        var admin = await server.LogIn("admin", "default_space");
        Assert.Equal(
            """{"id":"1","name":"admin","activeSpace":"default_space","spaces":["default_space"],"roles":["ADMIN"],"permissions":[],"menus":[],"email":null,"phone":null,"eulaAccepted":false,"requirePasswordReset":false,"remoteAddress":"127.0.0.1"}""",
            await admin.Get("/api/auth/current-user").Text());
        Assert.Equal(
            """[{"id":"1","name":"default_space","createdBy":"system","creationDate":"2026-11-23T09:15:00.000Z","lastModifiedBy":"system","lastModifiedDate":"2026-11-23T09:15:00.000Z"}]""",
            await admin.Get("/api/spaces").Text());
        using var sent = await admin.PostText("/api/chat/messages", "first");
        Assert.Equal(204, (int)sent.StatusCode);
    }

    [Fact]
    public async Task A_later_start_changes_nothing()
    {
        await using var server = await ReadbackServer.Run();
        var admin = await server.LogIn("admin", null);
        await admin.PostJson("/api/users/reset-password",
            $$"""{"oldPassword":"{{ReadbackServer.AdminPassword}}","newPassword":"changed since 4","newPasswordAgain":"changed since 4"}""").Nothing();
        var life = await LogLife(server);
        await server.Restart();
        Assert.Equal(life, await LogLife(server));
        var client = server.Stranger();
        await client.CurrentUser(bearer: admin.AccessToken).Text();
        await client.Login("admin", ReadbackServer.AdminPassword).Unauthorized();
        await client.Login("admin", "changed since 4").Text();
        Assert.Null(await server.Services.GetRequiredService<FirstStart>().Run());
    }

    [Fact]
    public async Task Without_a_password_one_is_made_and_handed_out_once()
    {
        await using var data = await TestData.Create();
        var settings = data.In(new ReadbackSettings { Urls = ["http://127.0.0.1:0"] });
        string? password;
        await using (var store = await data.Open())
        {
            var writer = new DirectoryWriter(store, new DirectoryCache(store, TimeProvider.System), TimeProvider.System);
            using var passwords = new Passwords();
            var start = new FirstStart(store, writer, new SigningKeys(), passwords, settings);
            password = await start.Run();
            Assert.Matches("^[a-zA-Z2-9]{23}$", password);
            Assert.Null(await start.Run());
        }

        await using var server = await Server.Build(settings);
        await server.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(server.Urls.First()) };
        await client.Login("admin", password!).Text();
        await server.StopAsync();
    }

    [Theory]
    [InlineData("short")]
    [InlineData("admin")]
    public async Task A_password_that_breaks_the_rule_stops_the_start(string password)
    {
        var refusal = await Assert.ThrowsAsync<StoreRefusedException>(
            () => ReadbackServer.Run(settings => settings with { AdminPassword = password }));
        Assert.StartsWith("READBACK_ADMIN_PASSWORD: must have 10 to 128 characters", refusal.Message);
    }

    private static Task<string?> LogLife(ReadbackServer server) =>
        server.Services.GetRequiredService<IStore>().Read(db => Meta.Find(db, Meta.LogLife));
}
