using Microsoft.Extensions.DependencyInjection;
using Readback.Accounts;
using Readback.Storage;
using Readback.Tests.Accounts;
using Readback.Tests.Chat;
using Readback.Tests.Hosting;

namespace Readback.Tests.Clocks;

/// <summary>Sessions, tokens, keys and what is forgotten of them, while the clock jumps.</summary>
public sealed class JumpingSessionTests : IAsyncLifetime
{
    /// <summary>Fewer than there would be: each costs the test more than it shows.</summary>
    private const int HoursBetweenRounds = 10;

    private static readonly TimeSpan Year = TimeSpan.FromDays(365);

    private ReadbackServer _server = null!;
    private HttpClient _client = null!;

    private Housekeeping Housekeeping => _server.Services.GetRequiredService<Housekeeping>();

    /// <summary>On a server whose housekeeping has seen the clock go evenly for a day.</summary>
    public async ValueTask InitializeAsync()
    {
        _server = await ReadbackServer.Run();
        await _server.AddUser("ayse", "default_space");
        _client = _server.Stranger();
        Assert.False(await Housekeeping.Round());
        Pass(TimeSpan.FromDays(1));
        Assert.True(await Housekeeping.Round());
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(365 * 24)]
    public async Task A_clock_that_is_set_back_logs_nobody_out_and_lets_no_token_last(int hours)
    {
        var (access, refresh) = await LogIn();
        _server.Clock.Jump(TimeSpan.FromHours(-hours));

        // Good for as long as the clock takes to catch up, it would be.
        await _client.CurrentUser(bearer: access).Unauthorized();
        (access, refresh) = await _client.RefreshByBody(refresh).Tokens();
        await _client.CurrentUser(bearer: access).Text();
        _server.Clock.Advance(TimeSpan.FromMinutes(5));
        await _client.CurrentUser(bearer: access).Unauthorized();
        Assert.InRange(await DaysUntilTheEnd(refresh), 29, 32);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_clock_that_is_a_year_ahead_for_hours_costs_nobody_anything(bool startsAheadToo)
    {
        var (access, refresh) = await LogIn();
        var id = await Say("k1");
        _server.Clock.Jump(Year);
        if (startsAheadToo)
        {
            await _server.Restart();
            _client = _server.Stranger();
        }
        await _client.CurrentUser(bearer: access).Unauthorized();
        await _client.RefreshByBody(refresh).Unauthorized();
        for (var hour = 0; hour < 5; hour++)
        {
            Assert.False(await Housekeeping.Round());
            Pass(TimeSpan.FromHours(1));
        }
        _server.Clock.Jump(-Year);

        Assert.True(await Housekeeping.Round());
        (access, _) = await _client.RefreshByBody(refresh).Tokens();
        await _client.CurrentUser(bearer: access).Text();
        Assert.Equal(id, await Say("k1"));
    }

    /// <summary>That raises no doubt, and what is past its time by then is kept for a day.</summary>
    [Fact]
    public async Task A_clock_that_is_almost_a_day_ahead_costs_nobody_anything_either()
    {
        var (_, refresh) = await LogIn();
        var id = await Say("k1");
        Pass(TimeSpan.FromHours(20));
        _server.Clock.Jump(TimeSpan.FromHours(23));
        await _client.RefreshByBody(refresh).Unauthorized();
        await Housekeeping.Tidy();
        _server.Clock.Jump(TimeSpan.FromHours(-23));

        var (access, _) = await _client.RefreshByBody(refresh).Tokens();
        await _client.CurrentUser(bearer: access).Text();
        Assert.Equal(id, await Say("k1"));
    }

    [Fact]
    public async Task A_session_whose_end_is_past_for_a_while_goes_on_when_the_clock_is_right_again()
    {
        var (_, refresh) = await LogIn();
        for (var day = 0; day < 31; day++)
        {
            Pass(TimeSpan.FromHours(23));
            (_, refresh) = await _client.RefreshByBody(refresh).Tokens();
        }
        _server.Clock.Jump(TimeSpan.FromHours(23)); // Its end is past by then.
        await _client.RefreshByBody(refresh).Unauthorized();
        await Housekeeping.Tidy();
        _server.Clock.Jump(TimeSpan.FromHours(-23));

        var (access, _) = await _client.RefreshByBody(refresh).Tokens();
        await _client.CurrentUser(bearer: access).Text();
    }

    [Fact]
    public async Task After_a_day_a_clock_is_believed()
    {
        await LogIn();
        _server.Clock.Jump(Year);
        for (var hour = 0; hour < 24; hour++)
        {
            Assert.False(await Housekeeping.Round());
            Assert.Equal(1, await Count("session"));
            Pass(TimeSpan.FromHours(1));
        }
        Assert.True(await Housekeeping.Round());
        Assert.Equal(0, await Count("session"));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(-365 * 24)]
    [InlineData(1)]
    public async Task A_used_refresh_token_does_not_become_good_again(int hours)
    {
        var (_, first) = await LogIn();
        var (_, second) = await _client.RefreshByBody(first).Tokens();
        var (access, _) = await _client.RefreshByBody(second).Tokens();
        await _client.RefreshByBody(first).Text(); // The premise: within its 30 s it is good.

        _server.Clock.Jump(TimeSpan.FromHours(hours));
        await _client.RefreshByBody(first).Unauthorized();
        await _client.CurrentUser(bearer: access).Unauthorized();
        await _client.RefreshByBody(second).Unauthorized();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(365 * 24)]
    public async Task A_key_stands_for_its_message_when_the_clock_is_set_back_and_not_for_ever(int hours)
    {
        var id = await Say("k1");
        _server.Clock.Jump(TimeSpan.FromHours(-hours));
        Assert.Equal(id, await Say("k1"));
        await MakeRounds(hours: 20);
        Assert.Equal(id, await Say("k1"));
        await MakeRounds(hours: 50); // The clock is believed after a day, and the key lasts for one from then on.
        Assert.NotEqual(id, await Say("k1"));
    }

    /// <summary>As long as housekeeping makes its rounds, and the session is refreshed every day.</summary>
    private async Task<double> DaysUntilTheEnd(string refresh)
    {
        var began = _server.Clock.GetUtcNow();
        while (true)
        {
            await MakeRounds(hours: 20);
            using var answer = await _client.RefreshByBody(refresh);
            if (!answer.IsSuccessStatusCode)
            {
                return (_server.Clock.GetUtcNow() - began).TotalDays;
            }
            (_, refresh) = await Task.FromResult(answer).Tokens();
        }
    }

    private async Task MakeRounds(int hours)
    {
        for (var hour = 0; hour < hours; hour += HoursBetweenRounds)
        {
            Pass(TimeSpan.FromHours(HoursBetweenRounds));
            await Housekeeping.Round();
        }
    }

    /// <summary>Lets time pass without the timers of all these hours; rounds are made by the tests.</summary>
    private void Pass(TimeSpan time) => _server.Clock.Jump(time);

    private Task<(string Access, string Refresh)> LogIn() => _client.Login("admin", ReadbackServer.AdminPassword).Tokens();

    private async Task<string> Say(string key) => await (await _server.LogIn("ayse", "default_space")).Say("Valve 3 is open.", key);

    private Task<long> Count(string table) =>
        _server.Services.GetRequiredService<IStore>().Read(db => db.Number($"SELECT count(*) FROM {table}"));
}
