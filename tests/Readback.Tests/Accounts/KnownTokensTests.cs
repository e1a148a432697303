using Microsoft.Extensions.DependencyInjection;
using Readback.Accounts;
using Readback.Log;
using Readback.Storage;
using Readback.Tests.Hosting;

namespace Readback.Tests.Accounts;

/// <summary>A token that was checked once is known by its text, and is worth no more for it.</summary>
public sealed class KnownTokensTests : IAsyncLifetime
{
    private ReadbackServer _server = null!;
    private HttpClient _client = null!;

    private KnownTokens Known => _server.Services.GetRequiredService<KnownTokens>();

    public async ValueTask InitializeAsync()
    {
        _server = await ReadbackServer.Run();
        _client = _server.Stranger();
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task It_ends_at_its_very_second()
    {
        var token = await KnownToken();
        _server.Clock.Advance(TimeSpan.FromMilliseconds(299_999));
        Assert.True(Known.TryGet(token, out _));
        await _client.CurrentUser(bearer: token).Text();

        _server.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.False(Known.TryGet(token, out _));
        await _client.CurrentUser(bearer: token).Unauthorized();
        await _client.CurrentUser(cookie: token).Unauthorized();
    }

    [Fact]
    public async Task It_ends_with_its_session()
    {
        var token = await KnownToken();
        await _client.Call(HttpMethod.Post, "/logout", null, ("Authorization", $"Bearer {token}")).Text();

        Assert.True(Known.TryGet(token, out _));
        await _client.CurrentUser(bearer: token).Unauthorized();
    }

    [Fact]
    public async Task One_that_differs_from_it_in_a_single_character_is_not_known()
    {
        var token = await KnownToken();
        for (var at = 0; at < token.Length - 1; at += 7) // The last letter holds bits that mean nothing.
        {
            var other = $"{token[..at]}{(token[at] == 'A' ? 'B' : 'A')}{token[(at + 1)..]}";
            Assert.False(Known.TryGet(other, out _));
            await _client.CurrentUser(bearer: other).Unauthorized();
        }
        await _client.CurrentUser(bearer: token[..^1]).Unauthorized();
        await _client.CurrentUser(bearer: $"{token}A").Unauthorized();
        await _client.CurrentUser(bearer: token).Text();
    }

    [Fact]
    public async Task It_is_forgotten_when_too_many_came_after_it_and_then_checked_anew()
    {
        var token = await KnownToken();
        await Remember(KnownTokens.MaxTokens - 1);
        Assert.True(Known.TryGet(token, out _));

        await Remember(1);
        Assert.False(Known.TryGet(token, out _));
        Assert.Equal(KnownTokens.MaxTokens, Known.Count);
        await _client.CurrentUser(bearer: token).Text();
        Assert.True(Known.TryGet(token, out _));
        Assert.Equal(KnownTokens.MaxTokens, Known.Count);
    }

    [Fact]
    public async Task It_is_not_known_once_the_keys_have_changed()
    {
        var token = await KnownToken();
        await _server.Services.GetRequiredService<IStore>().Write(async db =>
        {
            await _server.Services.GetRequiredService<SigningKeys>().Load(db);
            return true;
        });
        Assert.False(Known.TryGet(token, out _));
    }

    private async Task<string> KnownToken()
    {
        var (token, _) = await _client.Login("admin", ReadbackServer.AdminPassword).Tokens();
        Assert.False(Known.TryGet(token, out _));
        await _client.CurrentUser(bearer: token).Text();
        Assert.True(Known.TryGet(token, out _));
        return token;
    }

    /// <summary>Tokens as the server issues them, each of a session of its own.</summary>
    private async Task Remember(int count)
    {
        var tokens = _server.Services.GetRequiredService<AccessTokens>();
        var now = SpaceClock.Now(_server.Clock);
        for (var i = 0; i < count; i++)
        {
            var session = Guid.NewGuid().ToString("N");
            Assert.NotNull(await Known.Check(tokens.Issue(new SessionRow(session, 1, "127.0.0.1", now, now.AddDays(1), null))));
        }
    }
}
