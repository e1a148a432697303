using System.Text.Json;
using Readback.Configuration;
using Readback.Tests.Hosting;

namespace Readback.Tests.Accounts;

/// <summary>Contract, section 1: five wrong passwords in a row lock an account for the address that they came from.</summary>
public sealed class LockoutTests : IAsyncLifetime
{
    private ReadbackServer _server = null!;
    private HttpClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await ReadbackServer.Run(settings => settings with { Network = new NetworkSettings { TrustedProxies = ["127.0.0.1"] } });
        await _server.AddUser("ayse", "default_space");
        await _server.AddUser("bora", "default_space");
        _client = _server.Stranger();
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task The_fifth_wrong_password_locks_and_ten_minutes_unlock()
    {
        await Fail("ayse", 4);
        Assert.Equal(200, await Try("ayse")); // The count starts anew.
        await Fail("ayse", 4);
        Assert.Equal("[]", await Locked());
        await Fail("ayse", 1);
        Assert.Equal("""["ayse"]""", await Locked());
        Assert.Equal(401, await Try("ayse"));
        Assert.Equal(401, await Try("AYSE"));

        _server.Clock.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(1));
        Assert.Equal(401, await Try("ayse"));
        _server.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(200, await Try("ayse"));
        Assert.Equal("[]", await Locked());
    }

    [Fact]
    public async Task After_a_lock_the_count_starts_anew()
    {
        await Fail("ayse", 5);
        _server.Clock.Advance(TimeSpan.FromMinutes(10));
        await Fail("ayse", 4);
        Assert.Equal(200, await Try("ayse"));
    }

    [Fact]
    public async Task A_stranger_elsewhere_locks_nobody_out()
    {
        await Fail("ayse", 5, from: "203.0.113.7");
        Assert.Equal(401, await Try("ayse", from: "203.0.113.7"));
        Assert.Equal(200, await Try("ayse", from: "203.0.113.8"));
        Assert.Equal(200, await Try("bora", from: "203.0.113.7"));
    }

    [Fact]
    public async Task The_address_is_the_rightmost_hop_and_IPv6_counts_by_network()
    {
        await Fail("ayse", 5, from: "198.51.100.1, 203.0.113.7");
        Assert.Equal(401, await Try("ayse", from: "198.51.100.99, 203.0.113.7"));
        Assert.Equal(200, await Try("ayse", from: "203.0.113.7, 198.51.100.99"));

        await Fail("bora", 5, from: "2001:db8:1:2::a");
        Assert.Equal(401, await Try("bora", from: "2001:db8:1:2:ffff::b"));
        Assert.Equal(200, await Try("bora", from: "2001:db8:1:3::a"));
    }

    [Fact]
    public async Task Guesses_at_once_don_t_slip_by()
    {
        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Fail("ayse", 1)));
        Assert.Equal(401, await Try("ayse"));
        var counts = (await Attempts("ayse")).GroupBy(msg => msg).ToDictionary(group => group.Key, group => group.Count());
        Assert.Equal((5, 8), (counts["wrong password"], counts["locked"]));
    }

    [Fact]
    public async Task An_administrator_unlocks_for_every_address()
    {
        var admin = await _server.LogIn("admin", null);
        await Fail("ayse", 5, from: "203.0.113.7");
        await Fail("ayse", 5, from: "203.0.113.8");
        await Fail("nobody", 5);
        Assert.Equal("""["ayse"]""", await Locked());
        await admin.Delete("/api/auth/locked-users/bora").NotFound();
        await admin.Delete("/api/auth/locked-users/nobody").NotFound();
        await admin.Delete("/api/auth/locked-users/AYSE").Nothing();
        Assert.Equal("admin user.unlocked ayse from 127.0.0.1", await admin.LastAct());
        Assert.Equal("[]", await Locked());
        Assert.Equal(200, await Try("ayse", from: "203.0.113.7"));
        Assert.Equal(200, await Try("ayse", from: "203.0.113.8"));
        await admin.Delete("/api/auth/locked-users/ayse").NotFound();
    }

    [Fact]
    public async Task A_lock_outlives_a_restart()
    {
        await Fail("ayse", 5);
        await _server.Restart();
        _client = _server.Stranger();
        Assert.Equal(401, await Try("ayse"));
    }

    private async Task Fail(string username, int times, string? from = null)
    {
        for (var i = 0; i < times; i++)
        {
            Assert.Equal(401, await Try(username, "wrong password", from));
        }
    }

    private async Task<int> Try(string username, string password = ReadbackServer.Password, string? from = null)
    {
        using var answer = await _client.Login(username, password, "", from is null ? [] : [("X-Forwarded-For", from)]);
        return (int)answer.StatusCode;
    }

    private async Task<string> Locked() => await (await _server.LogIn("admin", null)).Get("/api/auth/locked-users").Text();

    private async Task<List<string>> Attempts(string username)
    {
        JsonElement page = await (await _server.LogIn("admin", null)).GetJson($"/api/auth/auth-logs?username={username}&size=100");
        return [.. page.GetProperty("content").EnumerateArray().Select(row => row.GetProperty("msg").GetString()!)];
    }
}
