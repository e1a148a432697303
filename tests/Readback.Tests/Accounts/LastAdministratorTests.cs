using Readback.Tests.Hosting;

namespace Readback.Tests.Accounts;

/// <summary>Contract, section 5: the last enabled ADMIN can't be deleted, disabled or stripped of the role.</summary>
public sealed class LastAdministratorTests : IAsyncLifetime
{
    private ReadbackServer _server = null!;
    private Person _admin = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await ReadbackServer.Run();
        _admin = await _server.LogIn("admin", null);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task The_last_one_stays()
    {
        await _admin.Delete("/api/users/1").Conflict();
        await _admin.PutJson("/api/users/1", """{"enabled":false}""").Conflict();
        await _admin.Delete("/api/users/1/roles/ADMIN").Conflict();
        await _admin.Get("/api/users").Text();
    }

    [Fact]
    public async Task A_disabled_one_does_not_count()
    {
        var id = await _server.AddUser("ayse");
        await _server.Grant("ayse", "ADMIN");
        await _admin.PutJson($"/api/users/{id}", """{"enabled":false}""").Nothing();
        await _admin.Delete("/api/users/1/roles/ADMIN").Conflict();
        await _admin.PutJson("/api/users/1", """{"enabled":false}""").Conflict();
        await _admin.Delete($"/api/users/{id}").Nothing();
    }

    [Fact]
    public async Task With_another_one_there_it_may_go()
    {
        await _server.AddUser("ayse");
        await _server.Grant("ayse", "ADMIN");
        await _admin.Delete("/api/users/1/roles/ADMIN").Nothing();
        await _admin.Get("/api/users").Forbidden();
        var ayse = await _server.LogIn("ayse", null);
        await ayse.Delete("/api/users/1").Nothing();
        await ayse.Delete($"/api/users/2").Conflict();
    }

    [Fact]
    public async Task Two_at_once_don_t_both_go()
    {
        await _server.AddUser("ayse");
        await _server.Grant("ayse", "ADMIN");
        var ayse = await _server.LogIn("ayse", null);
        var statuses = await Task.WhenAll(Status(_admin.Delete("/api/users/1/roles/ADMIN")), Status(ayse.Delete("/api/users/2/roles/ADMIN")));
        Assert.Equal([204, 409], statuses.Order());
    }

    private static async Task<int> Status(Task<HttpResponseMessage> answering)
    {
        using var answer = await answering;
        return (int)answer.StatusCode;
    }
}
