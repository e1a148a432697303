using System.Net;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Readback.Configuration;
using Readback.Storage;
using Readback.Storage.Search;
using Readback.Storage.Sqlite;
using Readback.Tests.Hosting;

namespace Readback.Tests.Storage;

/// <summary>
/// A backup of a server on which a morning has passed: six messages, reads of all kinds, somebody who left and came
/// back. Tests make data directories of it and do to these what they like.
/// </summary>
public sealed class SoundData : IAsyncLifetime
{
    private const long Boiler = 2;
    private const int Messages = 6;

    private readonly TemporaryFolder _folder = new();

    public string BackupPath => Path.Combine(_folder.Path, "morning.db");

    public async ValueTask InitializeAsync()
    {
        System.IO.Directory.CreateDirectory(_folder.Path);
        await using var server = new ReadbackServer();
        await server.InitializeAsync();
        await Morning(server);
        SqliteBackup.Write(server.Services.GetRequiredService<ReadbackSettings>().Data, BackupPath, _ => { });
        await FinishIndex();
    }

    /// <summary>The search index follows the log, and a backup may be of any moment: here all of it is wanted.</summary>
    private async Task FinishIndex()
    {
        using var db = new SqliteDb(SqliteStore.Open(BackupPath, SqliteOpenMode.ReadWrite));
        var sizes = new SegmentSizes(Small: 2, Large: 4);
        while (sizes.Next(await SqliteSearch.LastIndexed(db, Boiler), Messages) is { } segment)
        {
            await SqliteSearchSegments.Write(db, Boiler, segment, await SqliteSearchSegments.Make(db, Boiler, segment));
        }
        await db.Execute("PRAGMA journal_mode = DELETE");
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>A data directory of a test's own, after one statement.</summary>
    internal TemporaryFolder Directory(string? damage = null)
    {
        var directory = new TemporaryFolder();
        System.IO.Directory.CreateDirectory(directory.Path);
        var path = Path.Combine(directory.Path, DataDirectory.DatabaseName);
        File.Copy(BackupPath, path);
        if (damage is not null)
        {
            using var connection = new SqliteConnection($"Data Source={path};Pooling=false;Foreign Keys=false");
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = damage;
            Assert.NotEqual(0, command.ExecuteNonQuery());
        }
        return directory;
    }

    private static async Task Morning(ReadbackServer server)
    {
        var (ayse, bora, chen) = (await server.LogIn("ayse"), await server.LogIn("bora"), await server.LogIn("chen"));
        await Send(server, ayse, "Pump 3 is running");
        await Send(server, ayse, "POMPA İKİ DURDU");
        await Send(server, ayse, "Valve 7 is shut");
        await Read(server, bora, 1, 2);
        await server.Leave("chen", ReadbackServer.Boiler);
        await Send(server, bora, "Level 74 %");
        await server.Join("chen", ReadbackServer.Boiler);
        await Send(server, ayse, "Read back 4", ("Idempotency-Key", "a-1"));
        await Send(server, chen, "Level 74 %, chen");
        await Read(server, chen, 2, 5);
        await Read(server, bora, 3);
    }

    private static async Task Send(
        ReadbackServer server, Person person, string text, params (string Name, string Value)[] headers)
    {
        server.Clock.Advance(TimeSpan.FromSeconds(10));
        using var answer = await person.Send(HttpMethod.Post, "/api/chat/messages", new StringContent(text), headers);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }

    private static async Task Read(ReadbackServer server, Person person, params long[] numbers)
    {
        server.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.True(server.Directory.TryGetSpace(ReadbackServer.Boiler, out var space));
        var ids = string.Join(',', numbers.Select(number => MessageId.Of(space.Id, number)));
        using var answer = await person.Send(HttpMethod.Post, $"/api/chat/messages/set-read?messageIds={ids}");
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }
}
