using System.Net;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Readback.Configuration;
using Readback.Storage;
using Readback.Storage.Sqlite;
using Readback.Storage.Verification;
using Readback.Tests.Hosting;

namespace Readback.Tests.Storage;

[Trait("Engine", "Sqlite")]
public sealed class BackupTests : IDisposable
{
    private const int MessagesBefore = 120;
    private const int LongMessage = 4000;

    private static readonly AuditRow Record = new("tester", ReadbackServer.Start, "local", "data.restored", "b", null, null);

    private readonly TemporaryFolder _folder = new();

    public BackupTests() => System.IO.Directory.CreateDirectory(_folder.Path);

    public void Dispose() => _folder.Dispose();

    /// <summary>
    /// Senders write from the copy's first page to its last. That nothing moves under the copy shows in its progress,
    /// which never goes back and whose total never changes; and in the copy, which is the moment at which it began.
    /// </summary>
    [Fact]
    public async Task A_backup_taken_while_four_write_is_one_moment()
    {
        await using var server = new ReadbackServer();
        await server.InitializeAsync();
        await server.AddUser("dina", ReadbackServer.Boiler);
        var senders = await Task.WhenAll(((string[])["ayse", "bora", "chen", "dina"]).Select(name => server.LogIn(name)));
        for (var i = 0; i < MessagesBefore; i++)
        {
            await Send(senders[i % senders.Length], i);
        }

        var (steps, sentMeanwhile) = (new List<CopyProgress>(), 0);
        await Task.Run(() => SqliteBackup.Write(DataOf(server), File("b.db"), step =>
        {
            if (step.Step == "Copying")
            {
                steps.Add(step);
                // Each of them gets a message onto the disk before the next pages are copied.
                Task.WaitAll([.. senders.Select(sender => Send(sender, sentMeanwhile++))]);
            }
        }));

        Assert.True(steps.Count > 1, "the premise: the copy took several steps");
        Assert.Single(steps.Select(step => step.Total).Distinct());
        Assert.Equal(steps.Select(step => step.Done).Order().Distinct(), steps.Select(step => step.Done));
        await SqliteRestore.Run(File("b.db"), File("data"), Record, _ => { });
        Assert.Equal(MessagesBefore, await Read(db => db.Number("SELECT count(*) FROM message")));
        Assert.Empty(await Read(db => Verifier.Run(db, [.. SqliteChecks.All, .. Verifier.Checks], _ => { })));
        var all = await server.Services.GetRequiredService<IStore>().Read(db => db.Number("SELECT count(*) FROM message"));
        Assert.Equal(MessagesBefore + sentMeanwhile, all);
    }

    [Fact]
    public async Task A_backup_is_one_file_for_its_owner_alone()
    {
        await using var server = await ReadbackServer.Run();
        var bytes = SqliteBackup.Write(DataOf(server), File("b.db"), _ => { });
        var file = Assert.Single(System.IO.Directory.GetFiles(_folder.Path));
        Assert.Equal(bytes, new FileInfo(file).Length);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(file));
        }
    }

    [Fact]
    public async Task An_existing_file_is_never_overwritten()
    {
        await using var server = await ReadbackServer.Run();
        System.IO.File.WriteAllText(File("b.db"), "precious");
        AssertRefused("exists already", () => SqliteBackup.Write(DataOf(server), File("b.db"), _ => { }));
        Assert.Equal("precious", System.IO.File.ReadAllText(File("b.db")));

        System.IO.File.WriteAllText(File("c.db.partial"), "somebody else's");
        AssertRefused("is being written just now", () => SqliteBackup.Write(DataOf(server), File("c.db"), _ => { }));
    }

    [Fact]
    public async Task A_backup_that_is_interrupted_leaves_nothing_behind()
    {
        await using var server = await ReadbackServer.Run();
        using var stop = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(
            () => SqliteBackup.Write(DataOf(server), File("b.db"), _ => stop.Cancel(), stop.Token));
        Assert.Empty(System.IO.Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Without_a_data_directory_there_is_nothing_to_back_up()
    {
        AssertRefused("There is no data directory", () => SqliteBackup.Write(File("none"), File("b.db"), _ => { }));
        AssertRefused("has no readback.db", () => SqliteBackup.Write(_folder.Path, File("b.db"), _ => { }));
        Assert.Empty(System.IO.Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task After_a_restore_everybody_logs_in_again_and_goes_on()
    {
        string access, refresh;
        await using (var before = new ReadbackServer())
        {
            await before.InitializeAsync();
            var ayse = await before.LogIn("ayse");
            await Send(ayse, 1);
            (access, refresh) = (ayse.AccessToken, ayse.RefreshToken);
            SqliteBackup.Write(DataOf(before), File("b.db"), _ => { });
            Assert.Equal(1, (await ayse.GetJson("/api/chat/unread")).GetProperty("total").GetInt32());
        }
        var lifeBefore = await LogLife(Path.Combine(Unpack("b.db", "life"), DataDirectory.DatabaseName));
        await SqliteRestore.Run(File("b.db"), File("data"), Record, _ => { });

        await using var server = await ReadbackServer.Run(settings => settings with { Data = File("data") });
        using var stranger = server.Stranger();
        stranger.DefaultRequestHeaders.Authorization = new("Bearer", access);
        stranger.DefaultRequestHeaders.Add("X-Space", ReadbackServer.Boiler);
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync("/api/chat/unread")).StatusCode);
        using var body = new StringContent($$"""{"refresh_token":"{{refresh}}"}""", null, "application/json");
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.PostAsync("/refresh", body)).StatusCode);
        Assert.NotEqual(lifeBefore, await LogLife(Path.Combine(File("data"), DataDirectory.DatabaseName)));

        var again = await server.LogIn("ayse");
        await Send(again, 2);
        Assert.Equal(2, (await again.GetJson("/api/chat/unread")).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task Only_an_empty_or_missing_directory_is_restored_to()
    {
        await MakeBackup();
        System.IO.Directory.CreateDirectory(File("full"));
        System.IO.File.WriteAllText(Path.Combine(File("full"), "notes.txt"), "precious");
        await AssertRefused("is not empty: it holds notes.txt", () => Restore("b.db", "full"));
        Assert.Single(System.IO.Directory.GetFiles(File("full")));

        System.IO.Directory.CreateDirectory(File("empty"));
        await Restore("b.db", "empty");
        await AssertRefused("is not empty: it holds readback.db", () => Restore("b.db", "empty"));
    }

    [Fact]
    public async Task What_is_no_backup_of_this_version_is_refused_and_nothing_is_made()
    {
        await MakeBackup();
        Change("newer.db", "INSERT INTO schema_script (ScriptName, Applied) VALUES ('9999-later.sql', '')");
        Change("foreign.db", "PRAGMA application_id = 7");
        Damage("damaged.db");
        System.IO.File.WriteAllText(File("text.db"), new string('x', 9000));
        System.IO.File.WriteAllText(File("nothing.db"), "");

        await AssertRefused("written by a newer version of Readback (schema 9999-later.sql", () => Restore("newer.db", "data"));
        await AssertRefused("is not a database of Readback's", () => Restore("foreign.db", "data"));
        await AssertRefused("is damaged", () => Restore("damaged.db", "data"));
        await AssertRefused("is not a database of Readback's", () => Restore("text.db", "data"));
        await AssertRefused("is empty", () => Restore("nothing.db", "data"));
        await AssertRefused("There is no file", () => Restore("none.db", "data"));
        Assert.False(System.IO.Directory.Exists(File("data")));
    }

    [Fact]
    public async Task A_database_in_use_is_no_backup()
    {
        await using var server = await ReadbackServer.Run();
        var live = Path.Combine(DataOf(server), DataDirectory.DatabaseName);
        await AssertRefused("is a database in use", () => SqliteRestore.Run(live, File("data"), Record, _ => { }));
    }

    private static string DataOf(ReadbackServer server) => server.Services.GetRequiredService<ReadbackSettings>().Data;

    private static async Task Send(Person sender, int number)
    {
        using var answer = await sender.PostText("/api/chat/messages", $"{number} ".PadRight(LongMessage, 'x'));
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }

    private static void AssertRefused(string why, Action act) =>
        Assert.Contains(why, Assert.Throws<StoreRefusedException>(act).Message);

    private static async Task AssertRefused(string why, Func<Task> act) =>
        Assert.Contains(why, (await Assert.ThrowsAsync<StoreRefusedException>(act)).Message);

    private static Task<string?> LogLife(string path) =>
        SqliteSnapshot.Read(Path.GetDirectoryName(path)!, db => Meta.Find(db, Meta.LogLife));

    private string File(string name) => Path.Combine(_folder.Path, name);

    private Task<T> Read<T>(Func<Db, ValueTask<T>> read) => SqliteSnapshot.Read(File("data"), read);

    private Task Restore(string backup, string directory) => SqliteRestore.Run(File(backup), File(directory), Record, _ => { });

    private string Unpack(string backup, string directory)
    {
        System.IO.Directory.CreateDirectory(File(directory));
        System.IO.File.Copy(File(backup), Path.Combine(File(directory), DataDirectory.DatabaseName));
        return File(directory);
    }

    private async Task MakeBackup()
    {
        await using var server = await ReadbackServer.Run();
        SqliteBackup.Write(DataOf(server), File("b.db"), _ => { });
    }

    private void Damage(string copy)
    {
        var bytes = System.IO.File.ReadAllBytes(File("b.db"));
        bytes.AsSpan(bytes.Length / 2).Fill(0xFF);
        System.IO.File.WriteAllBytes(File(copy), bytes);
    }

    private void Change(string copy, string sql)
    {
        System.IO.File.Copy(File("b.db"), File(copy));
        using var connection = new SqliteConnection($"Data Source={File(copy)};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
