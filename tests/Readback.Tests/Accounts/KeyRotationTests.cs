using Microsoft.Extensions.DependencyInjection;
using Readback.Accounts;
using Readback.Directory;
using Readback.Tests.Hosting;

namespace Readback.Tests.Accounts;

/// <summary>New keys: what was signed by the old ones is worth nothing, and nobody who was logged in need notice.</summary>
public sealed class KeyRotationTests : IAsyncLifetime
{
    private ReadbackServer _server = null!;
    private HttpClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await ReadbackServer.Run();
        _client = _server.Stranger();
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Sessions_go_on_by_their_refresh_token_and_access_tokens_end()
    {
        var (access, refresh) = await _client.Login("admin", ReadbackServer.AdminPassword).Tokens();
        await Rotate(endSessions: false);

        await _client.CurrentUser(bearer: access).Unauthorized();
        (access, refresh) = await _client.RefreshByBody(refresh).Tokens();
        Assert.Contains("\"name\":\"admin\"", await _client.CurrentUser(bearer: access).Text());
        await _client.RefreshByBody(refresh).Tokens();
    }

    [Fact]
    public async Task A_token_that_was_used_before_yields_nothing_that_nobody_could_use()
    {
        var (_, used) = await _client.Login("admin", ReadbackServer.AdminPassword).Tokens();
        var (_, successor) = await _client.RefreshByBody(used).Tokens();
        await Rotate(endSessions: false);

        await _client.RefreshByBody(used).Unauthorized();
        await _client.RefreshByBody(successor).Tokens();
    }

    [Fact]
    public async Task Where_the_data_got_into_other_hands_every_session_ends_as_well()
    {
        var (access, refresh) = await _client.Login("admin", ReadbackServer.AdminPassword).Tokens();
        await Rotate(endSessions: true);

        await _client.CurrentUser(bearer: access).Unauthorized();
        await _client.RefreshByBody(refresh).Unauthorized();
        var admin = await _server.LogIn("admin", null);
        Assert.Equal("(command line) keys.rotated token keys, and every session ended from local", await admin.LastAct());
    }

    /// <summary>The command's own work, and then what it asks for: servers read their keys when they start.</summary>
    private async Task Rotate(bool endSessions)
    {
        var rotated = await new KeyRotation(_server.Services.GetRequiredService<DirectoryWriter>())
            .Rotate(Readback.Cli.CommandLineActor.Actor, endSessions);
        Assert.True(rotated.TryGet(out var ended, out _));
        Assert.Equal(endSessions ? 1 : 0, ended);
        await _server.Restart();
        _client = _server.Stranger();
    }
}
