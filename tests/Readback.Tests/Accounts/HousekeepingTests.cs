using Microsoft.Extensions.DependencyInjection;
using Readback.Accounts;
using Readback.Storage;
using Readback.Tests.Hosting;

namespace Readback.Tests.Accounts;

public sealed class HousekeepingTests : IAsyncLifetime
{
    private ReadbackServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await ReadbackServer.Run();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task What_has_had_its_time_is_forgotten_and_what_is_kept_for_ever_is_not()
    {
        var admin = await _server.LogIn("admin", "default_space");
        await admin.Send(HttpMethod.Post, "/api/chat/messages", new StringContent("hello"), ("Idempotency-Key", "k1")).Nothing();
        await _server.Stranger().Login("nobody", "wrong").Unauthorized();
        string[] passing = ["session", "refresh_token", "login_failure", "login_rate", "directory_log", "idempotency_key"];
        foreach (var table in passing)
        {
            Assert.True(await Count(table) > 0, table);
        }
        var kept = (await Count("audit"), await Count("auth_log"), await Count("message"));

        await Tidy(TimeSpan.FromHours(23));
        Assert.Equal((1, 1, 1, 1), (await Count("session"), await Count("refresh_token"), await Count("idempotency_key"), await Count("login_failure")));
        Assert.Equal(0, await Count("login_rate"));
        await _server.Stranger().RefreshByBody(admin.RefreshToken).Text();

        await Tidy(TimeSpan.FromHours(2));
        Assert.Equal((0, 0), (await Count("login_failure"), await Count("directory_log")));
        Assert.Equal((1, 2, 1), (await Count("session"), await Count("refresh_token"), await Count("idempotency_key")));

        // Past its time, and that by a day.
        await Tidy(TimeSpan.FromHours(23) - TimeSpan.FromMilliseconds(1));
        Assert.Equal((2, 1), (await Count("refresh_token"), await Count("idempotency_key")));
        await Tidy(TimeSpan.FromMilliseconds(2));
        Assert.Equal((1, 0), (await Count("refresh_token"), await Count("idempotency_key")));

        await Tidy(TimeSpan.FromDays(31));
        Assert.Equal((0, 0), (await Count("session"), await Count("refresh_token")));
        Assert.Equal(kept, (await Count("audit"), await Count("auth_log"), await Count("message")));

        await Tidy(TimeSpan.FromDays(400 - 32 - 2));
        Assert.Equal(kept, (await Count("audit"), await Count("auth_log"), await Count("message")));
        await Tidy(TimeSpan.FromDays(2));
        Assert.Equal((kept.Item1, 0, kept.Item3), (await Count("audit"), await Count("auth_log"), await Count("message")));
    }

    private Task Tidy(TimeSpan later)
    {
        // Not by waiting: in 400 days all that beats every few seconds would beat millions of times.
        _server.Clock.Jump(later);
        return _server.Services.GetRequiredService<Housekeeping>().Tidy();
    }

    private Task<long> Count(string table) =>
        _server.Services.GetRequiredService<IStore>().Read(db => db.Number($"SELECT count(*) FROM {table}"));
}
