using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Readback.Accounts;
using Readback.Tests.Accounts;
using Readback.Tests.Hosting;

namespace Readback.Tests.Clocks;

/// <summary>Locks and rates while the clock jumps: nobody is locked out for a year, and nobody is let in at once.</summary>
public sealed class JumpingLockTests : IAsyncLifetime
{
    private const int Burst = 8;

    private static readonly TimeSpan Lock = TimeSpan.FromMinutes(10);

    private ReadbackServer _server = null!;
    private HttpClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await ReadbackServer.Run(settings => settings with
        {
            Sessions = settings.Sessions with { LoginsPerMinute = 60, LoginBurst = Burst },
        });
        await _server.AddUser("ayse", "default_space");
        _client = _server.Stranger();
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData(-1)]
    [InlineData(-365 * 24)]
    public async Task A_lock_lasts_as_long_as_any_when_the_clock_is_set_back(int hours)
    {
        await LockOut();
        _server.Clock.Jump(TimeSpan.FromHours(hours));
        Assert.Equal(401, await Try());
        _server.Clock.Advance(Lock - TimeSpan.FromMilliseconds(1));
        Assert.Equal(401, await Try());
        _server.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(200, await Try());
    }

    [Fact]
    public async Task Who_never_tries_meanwhile_is_not_shown_as_locked_until_the_clock_has_caught_up()
    {
        await LockOut();
        _server.Clock.Jump(TimeSpan.FromHours(-20));
        await _server.Services.GetRequiredService<Housekeeping>().Tidy();
        Assert.Equal("""["ayse"]""", await Locked());
        _server.Clock.Advance(Lock);
        Assert.Equal("[]", await Locked());
    }

    [Fact]
    public async Task A_lock_ends_when_the_clock_is_set_past_it()
    {
        await LockOut();
        _server.Clock.Jump(TimeSpan.FromDays(365));
        Assert.Equal(200, await Try());
    }

    [Fact]
    public async Task A_lock_at_a_change_of_password_says_how_long_it_lasts()
    {
        var ayse = await _server.LogIn("ayse", null);
        await LockOut();
        _server.Clock.Jump(TimeSpan.FromDays(-365));
        _server.Clock.Advance(TimeSpan.FromMinutes(1));
        using (var refused = await ChangePassword(await Refreshed(ayse.RefreshToken)))
        {
            Assert.Equal(429, (int)refused.StatusCode);
            Assert.Equal(Lock.TotalSeconds, double.Parse(refused.Headers.GetValues("Retry-After").Single(), CultureInfo.InvariantCulture));
        }
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(-365 * 24)]
    [InlineData(365 * 24)]
    public async Task The_rate_of_log_ins_goes_on_by_its_rule(int hours)
    {
        Assert.Equal(Burst, await UntilTooMany());
        _server.Clock.Jump(TimeSpan.FromHours(hours));
        Assert.InRange(await UntilTooMany(), 1, Burst + 1);
        _server.Clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(3, await UntilTooMany());
    }

    /// <summary>How many attempts are let through; the next one is told to wait for no more than a second.</summary>
    private async Task<int> UntilTooMany()
    {
        for (var tries = 0; ; tries++)
        {
            using var answer = await _client.Login($"nobody {tries}", "wrong");
            if ((int)answer.StatusCode == 429)
            {
                Assert.Equal("1", answer.Headers.GetValues("Retry-After").Single());
                return tries;
            }
        }
    }

    private async Task LockOut()
    {
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(401, await Try("wrong password"));
        }
        Assert.Equal(401, await Try());
    }

    private async Task<int> Try(string password = ReadbackServer.Password)
    {
        using var answer = await _client.Login("ayse", password);
        return (int)answer.StatusCode;
    }

    private async Task<string> Locked() => await (await _server.LogIn("admin", null)).Get("/api/auth/locked-users").Text();

    private async Task<string> Refreshed(string token) => (await _client.RefreshByBody(token).Tokens()).Access;

    private Task<HttpResponseMessage> ChangePassword(string access) => _client.Call(
        HttpMethod.Post, "/api/users/reset-password",
        Wire.Json("""{"oldPassword":"wrong","newPassword":"a quite new one 7","newPasswordAgain":"a quite new one 7"}"""),
        ("Authorization", $"Bearer {access}"));
}
