using Readback.Storage.Sqlite;
using Readback.Tests.Hosting;
using Readback.Tests.Storage;

namespace Readback.Tests.Cli;

[Trait("Engine", "Sqlite")]
public sealed class DataCommandTests(SoundData sound) : IClassFixture<SoundData>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Verify_says_that_all_is_well()
    {
        using var data = sound.Directory();
        var outcome = await Commands.Run("verify", "--data", data.Path);
        Assert.Equal((0, ""), (outcome.Code, outcome.Error));
        Assert.Contains("All is well", outcome.Out);
    }

    [Fact]
    public async Task Verify_lists_what_is_broken_and_fails()
    {
        using var data = sound.Directory("UPDATE inbox SET read_count = 7 WHERE space_id = 2 AND user_id = 3");
        var outcome = await Commands.Run("verify", "--data", data.Path);
        Assert.Equal(1, outcome.Code);
        Assert.Contains("Broken: inboxes count what is read (1)", outcome.Out);
        Assert.Contains("  boiler-2: the inbox of bora says 7 read, it is 4", outcome.Out);
    }

    [Fact]
    public async Task Backup_and_restore_bring_the_same_data_to_another_place()
    {
        using var data = sound.Directory();
        var (backup, restored) = (Path.Combine(data.Path, "b.db"), Path.Combine(data.Path, "restored"));
        var written = await Commands.Run("backup", backup, "--data", data.Path);
        Assert.Equal((0, ""), (written.Code, written.Error));
        Assert.Contains($"Wrote {backup}", written.Out);
        Assert.Contains("keys", written.Out);

        var made = await Commands.Run("restore", backup, "--data", restored);
        Assert.Equal((0, ""), (made.Code, made.Error));
        Assert.Contains("Everybody has to log in again", made.Out);
        Assert.Equal(0, (await Commands.Run("verify", "--data", restored)).Code);
        var acts = await SqliteSnapshot.Read(
            restored, db => db.First("SELECT username, target FROM audit ORDER BY id DESC", r => (r.Text(0), r.Text(1))));
        Assert.Equal(("(command line)", "b.db"), acts);
    }

    [Fact]
    public async Task A_mistyped_directory_is_said_to_be_missing_and_is_not_made()
    {
        foreach (var command in (string[][])[["verify"], ["backup", "b.db"], ["user", "list"], ["space", "list"]])
        {
            var outcome = await Commands.Run([.. command, "--data", _folder.Path]);
            Assert.Equal((1, ""), (outcome.Code, outcome.Out));
            Assert.Equal($"There is no data directory {_folder.Path}.", outcome.Error.TrimEnd());
        }
        Assert.False(System.IO.Directory.Exists(_folder.Path));
    }
}
