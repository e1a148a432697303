using System.Diagnostics.Metrics;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Readback.Accounts;
using Readback.Configuration;
using Readback.Tests.Hosting;

namespace Readback.Tests.Accounts;

/// <summary>Whatever stands in the way of a log-in, the server does the same work and says the same; and not too much of it at once.</summary>
public sealed class PasswordEffortTests : IAsyncLifetime
{
    private ReadbackServer _server = null!;
    private HttpClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await ReadbackServer.Run(settings => settings with { Network = new NetworkSettings { TrustedProxies = ["127.0.0.1"] } });
        await _server.AddUser("ayse", "default_space");
        _client = _server.Stranger();
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Every_log_in_hashes_one_password_and_every_refusal_has_the_same_bytes()
    {
        var (disabled, deleted) = (await _server.AddUser("disabled one"), await _server.AddUser("deleted one"));
        await _server.AddUser("locked one");
        var admin = await _server.LogIn("admin", null);
        await admin.PutJson($"/api/users/{disabled}", """{"enabled":false}""").Nothing();
        await admin.Delete($"/api/users/{deleted}").Nothing();
        for (var i = 0; i < 5; i++)
        {
            await _client.Login("locked one", "wrong password").Unauthorized();
        }
        await _client.Login("locked one", ReadbackServer.Password, "", ("X-Forwarded-For", "203.0.113.7")).Text(); // elsewhere it is right

        using var hashes = new HashCount(_server);
        var refusals = new HashSet<string>();
        foreach (var (name, password) in new[]
        {
            ("nobody", "wrong password"), ("ayse", "wrong password"), ("locked one", ReadbackServer.Password), ("locked one", "wrong password"),
            ("disabled one", ReadbackServer.Password), ("deleted one", ReadbackServer.Password), (new string('x', 400), "x"), ("ayse", new string('x', 4000)),
        })
        {
            var before = hashes.Sum;
            using var answer = await _client.Login(name, password);
            Assert.Equal(401, (int)answer.StatusCode);
            Assert.Equal(1, hashes.Sum - before);
            answer.Headers.Date = null;
            refusals.Add($"{answer.Headers}{answer.Content.Headers}{await answer.Content.ReadAsStringAsync()}");
        }
        Assert.Single(refusals);

        var asked = hashes.Sum;
        await _client.Login("ayse", ReadbackServer.Password).Text();
        Assert.Equal(1, hashes.Sum - asked);
    }

    [Fact]
    public async Task A_wave_of_log_ins_waits_in_a_line_that_ends_and_the_rest_of_the_server_goes_on()
    {
        var ayse = await _server.LogIn("ayse", "default_space");
        var passwords = _server.Services.GetRequiredService<Passwords>();
        var turns = new List<IDisposable>();
        for (var i = 0; i < Passwords.MaxAtOnce; i++)
        {
            turns.Add(await passwords.Turn(CancellationToken.None));
        }
        using var gone = new CancellationTokenSource();
        var waiting = Enumerable.Range(0, Passwords.MaxWaiting).Select(_ => passwords.Verify(null, "guess", gone.Token).AsTask()).ToList();

        using (var answer = await _client.Login("ayse", ReadbackServer.Password))
        {
            Assert.Equal("1", answer.Headers.RetryAfter?.ToString());
            Assert.Equal("Too many passwords wait to be checked: try again.", await Task.FromResult(answer).Problem(503, "Service Unavailable"));
        }
        await ayse.PostText("/api/chat/messages", "The chat goes on").Nothing();
        Assert.Equal(1, (await ayse.GetJson("/api/chat/unread")).GetProperty("total").GetInt32());
        Assert.All(waiting, one => Assert.False(one.IsCompleted));

        // Whoever hangs up gives up the place in the line.
        await gone.CancelAsync();
        await Task.WhenAll(waiting.Select(one => Assert.ThrowsAnyAsync<OperationCanceledException>(() => one)));
        turns.ForEach(turn => turn.Dispose());
        await _client.Login("ayse", ReadbackServer.Password).Text();
    }

    [Fact]
    public async Task Whoever_holds_a_session_can_t_try_on_for_its_password()
    {
        var thief = await _server.LogIn("ayse", "default_space");
        for (var i = 0; i < 5; i++)
        {
            await Change(thief, $"guess number {i}").BadRequest();
        }
        using (var locked = await Change(thief, ReadbackServer.Password))
        {
            Assert.Equal("600", locked.Headers.RetryAfter?.ToString());
            await Task.FromResult(locked).Problem(429, "Too Many Requests");
        }
        await _client.Login("ayse", ReadbackServer.Password).Unauthorized();
        await _client.Login("ayse", ReadbackServer.Password, "", ("X-Forwarded-For", "203.0.113.7")).Text();

        _server.Clock.Advance(TimeSpan.FromMinutes(10));
        await Change(thief, ReadbackServer.Password).Nothing();
    }

    private static Task<HttpResponseMessage> Change(Person person, string old) => person.PostJson(
        "/api/users/reset-password", JsonSerializer.Serialize(
            new Dictionary<string, string> { ["oldPassword"] = old, ["newPassword"] = "another secret 3", ["newPasswordAgain"] = "another secret 3" }));

    /// <summary>Counts the hashes of one server.</summary>
    private sealed class HashCount : IDisposable
    {
        private readonly MeterListener _listener = new();
        private long _sum;

        public HashCount(ReadbackServer server)
        {
            var meters = server.Services.GetRequiredService<IMeterFactory>();
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "readback.passwords.hashes" && instrument.Meter.Scope == meters)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<long>((_, count, _, _) => Interlocked.Add(ref _sum, count));
            _listener.Start();
        }

        public long Sum => Interlocked.Read(ref _sum);

        public void Dispose() => _listener.Dispose();
    }
}
