using Microsoft.Data.Sqlite;
using Readback.Storage.Sqlite;
using Readback.Tests.Cli;
using Readback.Tests.Hosting;
using Readback.Tests.Storage;

namespace Readback.Tests.Backups;

/// <summary>Backups and restores that can't be made: a sentence that says why, exit code 1, and nothing is changed.</summary>
[Trait("Engine", "Sqlite")]
public sealed class RefusedBackupTests(SoundData sound) : IClassFixture<SoundData>, IDisposable
{
    private const int DiskBytes = 128 * 1024;
    private const int BallastMegabytes = 64;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_backup_that_can_t_be_written_leaves_nothing_and_the_data_as_they_were()
    {
        using var data = sound.Directory();
        var file = Make("taken.db", "precious");
        await AssertRefused(data, "exists already", "backup", file);
        await AssertRefused(data, "can't be made", "backup", Path.Combine(_folder.Path, "no such folder", "b.db"));
        await AssertRefused(data, "can't be made", "backup", Path.Combine(file, "b.db"));
        Assert.Equal("precious", File.ReadAllText(file));
        Assert.Equal([file], System.IO.Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task A_disk_that_is_full_leaves_room_for_what_was_there()
    {
        using var disk = SmallDisk.TryMake(DiskBytes);
        Assert.SkipWhen(disk is null, "A small disk can only be mounted by root.");
        using var data = sound.Directory();
        await AssertRefused(data, "the disk is full", "backup", Path.Combine(disk.Path, "b.db"));
        Assert.Empty(System.IO.Directory.GetFileSystemEntries(disk.Path));

        await AssertRefused(data, "could not be restored", "restore", sound.BackupPath, Path.Combine(disk.Path, "data"));
        Assert.DoesNotContain(
            System.IO.Directory.GetFiles(disk.Path, "*", SearchOption.AllDirectories), file => !file.EndsWith(DataDirectory.LockName, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_backup_that_was_killed_is_known_by_its_name_and_in_the_way_until_it_is_deleted()
    {
        using var data = sound.Directory();
        Inflate(data);
        var file = Path.Combine(_folder.Path, "b.db");
        System.IO.Directory.CreateDirectory(_folder.Path);
        await KillMidway(() => Commands.Start("backup", file, "--data", data.Path), file + ".partial");
        Assert.False(File.Exists(file));

        await AssertRefused(data, $"{file}.partial exists", "backup", file);
        File.Delete(file + ".partial");
        Assert.Equal(0, (await Commands.Run("backup", file, "--data", data.Path)).Code);
        Assert.Equal([file], System.IO.Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task A_restore_that_was_killed_is_no_data_directory_until_it_is_made_anew()
    {
        using var source = sound.Directory();
        Inflate(source);
        System.IO.Directory.CreateDirectory(_folder.Path);
        var (file, target) = (Path.Combine(_folder.Path, "b.db"), Path.Combine(_folder.Path, "data"));
        Assert.Equal(0, (await Commands.Run("backup", file, "--data", source.Path)).Code);
        var partial = Path.Combine(target, DataDirectory.DatabaseName + ".partial");
        await KillMidway(() => Commands.Start("restore", file, "--data", target), partial);

        foreach (var (why, command) in (( string, string[])[])
        [
            ("is not empty: it holds readback.db.partial", ["restore", file]), ("has no readback.db", ["verify"]), ("has no readback.db", ["user", "list"]),
        ])
        {
            var outcome = await Commands.Run([.. command, "--data", target]);
            Assert.Equal(1, outcome.Code);
            Assert.Contains(why, outcome.Error, StringComparison.Ordinal);
        }
        using (var server = ReadbackProcess.Start(_folder.Path, [], "--urls", "http://127.0.0.1:0", "--data", target))
        {
            Assert.Equal(1, await server.ExitCode());
            Assert.Contains("was left by a restore that broke off", server.Errors, StringComparison.Ordinal);
        }
        Assert.False(File.Exists(Path.Combine(target, DataDirectory.DatabaseName)));
        File.Delete(partial);
        Assert.Equal(0, (await Commands.Run("restore", file, "--data", target)).Code);
    }

    /// <summary>Cut off wherever: within the first page, at a page's end, and in the middle of one.</summary>
    [Fact]
    public async Task A_backup_that_was_cut_off_is_not_restored()
    {
        var whole = await File.ReadAllBytesAsync(sound.BackupPath, TestContext.Current.CancellationToken);
        var target = Path.Combine(_folder.Path, "data");
        var dice = new Random(20261123);
        foreach (var length in Enumerable.Range(0, 8).Select(_ => dice.Next(whole.Length)).Concat([1, 15, 99, 100, 4096, whole.Length - 4096, whole.Length - 1]))
        {
            System.IO.Directory.CreateDirectory(_folder.Path);
            var cut = Path.Combine(_folder.Path, "cut.db");
            await File.WriteAllBytesAsync(cut, whole[..length], TestContext.Current.CancellationToken);
            var outcome = await Commands.Run("restore", cut, "--data", target);
            Assert.True(outcome.Code == 1, $"Cut at {length} of {whole.Length}: {outcome.Out} {outcome.Error}");
            Assert.Contains(cut, outcome.Error, StringComparison.Ordinal);
            Assert.False(System.IO.Directory.Exists(target));
        }
    }

    [Fact]
    public async Task What_is_in_a_directory_is_not_restored_over()
    {
        using var data = sound.Directory();
        await AssertRefused(data, "is not empty: it holds readback.db", "restore", sound.BackupPath);
        await AssertRefused(data, "is a file; a data directory is wanted", "restore", sound.BackupPath, Make("file", "precious"));
    }

    /// <summary>Fails, says why, and leaves the data as they were.</summary>
    private static async Task AssertRefused(TemporaryFolder data, string why, string command, string file, string? directory = null)
    {
        var before = Look(data);
        var outcome = await Commands.Run(command, file, "--data", directory ?? data.Path);
        Assert.Equal(1, outcome.Code);
        Assert.DoesNotContain(command == "backup" ? "Wrote" : "Restored", outcome.Out, StringComparison.Ordinal);
        Assert.Contains(why, outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(before, Look(data));
    }

    private static string Look(TemporaryFolder folder) => Convert.ToHexString(
        System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(Path.Combine(folder.Path, DataDirectory.DatabaseName))));

    /// <summary>Makes a database take so long to copy that it can be killed on the way.</summary>
    private static void Inflate(TemporaryFolder data)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(data.Path, DataDirectory.DatabaseName)};Pooling=false");
        connection.Open();
        using var command = new SqliteCommand(
            $"""
            CREATE TABLE ballast (bytes BLOB);
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {BallastMegabytes})
            INSERT INTO ballast SELECT randomblob(1048576) FROM n;
            """, connection);
        command.ExecuteNonQuery();
    }

    /// <summary>Starts something that writes a file, and kills it once the file has begun to grow.</summary>
    private static async Task KillMidway(Func<System.Diagnostics.Process> start, string partial)
    {
        using var process = start();
        while (!(new FileInfo(partial) is { Exists: true, Length: > 0 }))
        {
            Assert.False(process.HasExited, "It ended before it could be killed.");
            await Task.Yield();
        }
        process.Kill();
        await process.WaitForExitAsync();
        Assert.True(File.Exists(partial), "It ended before it could be killed.");
    }

    private string Make(string name, string content)
    {
        System.IO.Directory.CreateDirectory(_folder.Path);
        var path = Path.Combine(_folder.Path, name);
        File.WriteAllText(path, content);
        return path;
    }
}
