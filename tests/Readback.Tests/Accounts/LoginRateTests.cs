using System.Globalization;
using Readback.Configuration;
using Readback.Storage;
using Readback.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Readback.Tests.Accounts;

/// <summary>Contract, section 1: 60 log-in attempts a minute for each address, bursts of 30.</summary>
public sealed class LoginRateTests : IAsyncLifetime
{
    private ReadbackServer _server = null!;
    private HttpClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await ReadbackServer.Run(settings => settings with
        {
            Network = new NetworkSettings { TrustedProxies = ["127.0.0.1"] },
            Sessions = new SessionSettings { LockAfterFailures = 1000 },
        });
        _client = _server.Stranger();
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_burst_of_thirty_then_one_a_second()
    {
        for (var i = 0; i < 30; i++)
        {
            await _client.Login($"guess {i}", "wrong").Unauthorized();
        }
        var attempts = await CountAttempts();
        using (var answer = await _client.Login("admin", ReadbackServer.AdminPassword))
        {
            Assert.Equal(429, (int)answer.StatusCode);
            Assert.Equal("1", answer.Headers.RetryAfter?.ToString());
        }
        var detail = await _client.Login("admin", ReadbackServer.AdminPassword).Problem(429, "Too Many Requests");
        Assert.Contains("60", detail);
        Assert.Equal(attempts, await CountAttempts()); // A flood writes nothing.
        await _client.Login("admin", ReadbackServer.AdminPassword, "", ("X-Forwarded-For", "203.0.113.7")).Text();

        _server.Clock.Advance(TimeSpan.FromSeconds(1));
        await _client.Login("admin", ReadbackServer.AdminPassword).Text();
        await _client.Login("admin", ReadbackServer.AdminPassword).Problem(429, "Too Many Requests");

        _server.Clock.Advance(TimeSpan.FromSeconds(3));
        for (var i = 0; i < 3; i++)
        {
            await _client.Login("nobody", "wrong").Unauthorized();
        }
        await _client.Login("nobody", "wrong").Problem(429, "Too Many Requests");
    }

    [Fact]
    public async Task Attempts_at_once_count_one_by_one()
    {
        var statuses = await Task.WhenAll(Enumerable.Range(0, 40).Select(async i =>
        {
            using var answer = await _client.Login(i.ToString(CultureInfo.InvariantCulture), "wrong");
            return (int)answer.StatusCode;
        }));
        Assert.Equal((30, 10), (statuses.Count(status => status == 401), statuses.Count(status => status == 429)));
    }

    [Fact]
    public async Task A_form_without_its_fields_is_no_attempt()
    {
        for (var i = 0; i < 40; i++)
        {
            await _client.Call(HttpMethod.Post, "/login").BadRequest();
        }
        await _client.Login("admin", ReadbackServer.AdminPassword).Text();
    }

    private Task<long> CountAttempts() =>
        _server.Services.GetRequiredService<IStore>().Read(db => db.Number("SELECT count(*) FROM auth_log"));
}
