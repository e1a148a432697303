using Microsoft.Extensions.DependencyInjection;
using Readback.Configuration;
using Readback.Log;
using Readback.Storage;
using Readback.Tests.Hosting;

namespace Readback.Tests.Http;

/// <summary>What an operator of the server sees: health, measures, and an orderly end.</summary>
public sealed class OperatingTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_alive_and_ready_and_says_so_to_anybody()
    {
        await using var server = await ReadbackServer.Run();
        using var stranger = server.Stranger();

        Assert.Equal("""{"status":"ok"}""", await stranger.GetStringAsync("/health/live", Stop));
        Assert.Equal("""{"status":"ok"}""", await stranger.GetStringAsync("/health/ready", Stop));
    }

    /// <summary>On PostgreSQL: <c>StartingTests</c>.</summary>
    [Fact]
    [Trait("Engine", "Sqlite")]
    public async Task Without_its_database_it_is_alive_and_not_ready()
    {
        await using var server = await ReadbackServer.Run();
        using var stranger = server.Stranger();
        await stranger.GetStringAsync("/health/ready", Stop);
        await Break(server.Services.GetRequiredService<ReadbackSettings>().Data);

        Assert.Equal("""{"status":"ok"}""", await stranger.GetStringAsync("/health/live", Stop));
        using var answer = await stranger.GetAsync("/health/ready", Stop);
        Assert.NotNull(answer.Headers.RetryAfter);
        await Task.FromResult(answer).Problem(503, "Service Unavailable");
    }

    [Fact]
    public async Task Measures_count_commits_and_routes_and_name_no_space_and_no_user()
    {
        await using var server = await ReadbackServer.Run();
        await server.AddSpace("secret-space");
        await server.AddUser("secret-user", "secret-space");
        var user = await server.LogIn("secret-user", "secret-space");
        using var sent = await user.PostText("/api/chat/messages", "Pump 3 is off");
        using var found = await user.Get(sent.Headers.Location!.ToString());
        using var nothing = await user.Get("/api/secret-user");

        using var stranger = server.Stranger();
        var measures = await stranger.GetStringAsync("/metrics", Stop);

        Assert.Contains("readback_log_commit_duration_seconds_count", measures, StringComparison.Ordinal);
        Assert.Contains("http_server_request_duration_seconds_count", measures, StringComparison.Ordinal);
        Assert.Contains("http_route=\"/api/chat/messages/{id}\"", measures, StringComparison.Ordinal);
        Assert.Contains("kestrel_active_connections", measures, StringComparison.Ordinal);
        Assert.Contains("dotnet_gc_collections", measures, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", measures, StringComparison.Ordinal);
        Assert.DoesNotContain(sent.Headers.Location.ToString(), measures, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_log_is_written_to_its_end_before_the_database_is_closed()
    {
        const int Messages = 2000;
        await using var server = await ReadbackServer.Run();
        await server.AddSpace("pumps");
        await server.AddUser("ayse", "pumps");
        await server.LogIn("ayse", "pumps");
        Assert.True(server.Directory.TryGetUser("ayse", out var ayse));
        Assert.True(server.Directory.TryGetSpace("pumps", out var pumps));
        var session = await server.Services.GetRequiredService<IStore>().Read(async db => (await Sessions.NotRevoked(db)).Single(s => s.UserId == ayse.Id), Stop);
        var log = server.Services.GetRequiredService<LogWriter>();

        var answers = Enumerable.Range(0, Messages)
            .Select(i => log.Append(new SendItem(new Author(session.Id, ayse.Id, pumps.Id), $"{i}", null, "")))
            .ToList();
        await server.Restart();

        Assert.All(await Task.WhenAll(answers), answer => Assert.Equal(LogOutcome.Done, answer.Outcome));
        var kept = await (await server.LogIn("ayse", "pumps")).GetJson("/api/chat/unread");
        Assert.Equal(Messages, kept.GetProperty("total").GetInt32());
    }

    /// <summary>Makes the database answer nothing any more, as a lost disk would.</summary>
    private static async Task Break(string data)
    {
        foreach (var file in System.IO.Directory.GetFiles(data, "readback.db*"))
        {
            await File.WriteAllBytesAsync(file, new byte[8192]);
        }
    }
}
