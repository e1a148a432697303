using Microsoft.Extensions.DependencyInjection;
using Readback.Configuration;
using Readback.Storage.Sqlite;
using Readback.Tests.Cli;
using Readback.Tests.Hosting;

namespace Readback.Tests.Operating;

/// <summary>How old the last backup is, for whoever watches.</summary>
[Trait("Engine", "Sqlite")]
public sealed class BackupWatchTests
{
    private const string Nothing = """{"status":"ok"}""";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_backup_beside_a_running_server_is_seen_by_it()
    {
        await using var server = await ReadbackServer.Run();
        var data = server.Services.GetRequiredService<ReadbackSettings>().Data;
        Assert.Equal(0, Gauges.Read(server, "readback.backup.last")[""]);

        var outcome = await Commands.Run("backup", Path.Combine(data, "b.db"), "--data", data);

        Assert.Equal((0, ""), (outcome.Code, outcome.Error));
        var at = BackupRecord.Read(data);
        Assert.NotNull(at);
        Assert.Equal(at.Value.ToUnixTimeSeconds(), Gauges.Read(server, "readback.backup.last")[""]);
    }

    [Fact]
    public async Task Readiness_has_a_word_for_data_without_a_young_backup()
    {
        await using var server = await ReadbackServer.Run();
        using var stranger = server.Stranger();
        var data = server.Services.GetRequiredService<ReadbackSettings>().Data;
        Assert.Equal(Nothing, await stranger.GetStringAsync("/health/ready", Stop));
        server.Clock.Advance(TimeSpan.FromDays(7));
        Assert.Equal("""{"status":"ok","warnings":["No 'readback backup' of this data is on record."]}""", await stranger.GetStringAsync("/health/ready", Stop));

        Assert.True(BackupRecord.TryWrite(data, server.Clock.GetUtcNow()));
        Assert.Equal(Nothing, await stranger.GetStringAsync("/health/ready", Stop));
        server.Clock.Advance(TimeSpan.FromDays(9));
        Assert.Contains("was 9 days ago", await stranger.GetStringAsync("/health/ready", Stop), StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_that_can_t_be_written_or_read_is_none()
    {
        Assert.False(BackupRecord.TryWrite("/a directory/that is not there", DateTimeOffset.UnixEpoch));
        Assert.Null(BackupRecord.Read("/a directory/that is not there"));
        using var folder = new TemporaryFolder();
        System.IO.Directory.CreateDirectory(folder.Path);
        File.WriteAllText(Path.Combine(folder.Path, BackupRecord.FileName), "yesterday");
        Assert.Null(BackupRecord.Read(folder.Path));
    }
}
