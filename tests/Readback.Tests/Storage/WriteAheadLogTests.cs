using Microsoft.Extensions.Logging.Abstractions;
using Readback.Storage.Sqlite;
using Readback.Tests.Hosting;

namespace Readback.Tests.Storage;

/// <summary>The write-ahead log of the embedded database: nothing may let it grow for ever.</summary>
[Trait("Engine", "Sqlite")]
public sealed class WriteAheadLogTests : IAsyncLifetime
{
    private const int ChunkBytes = 1024 * 1024;

    /// <summary>What may come on top: SQLite's own folding waits for 4 MB, a transaction is written before it is looked at.</summary>
    private const int SlackBytes = 8 * ChunkBytes;

    private readonly TemporaryFolder _folder = new();
    private SqliteStore _store = null!;

    private long LogBytes => new FileInfo(Path.Combine(_folder.Path, "readback.db-wal")).Length;

    public async ValueTask InitializeAsync()
    {
        _store = SqliteStore.Open(_folder.Path, NullLogger<SqliteStore>.Instance);
        await _store.Write(db => db.Execute("CREATE TABLE filler (content TEXT)"));
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task It_stays_within_its_bounds_though_somebody_reads_at_every_moment()
    {
        await GrowTo(SqliteWriter.MaxLogBytes / 2);
        using var enough = new CancellationTokenSource();
        var reading = ReadAtEveryMoment(enough.Token);
        var most = 0L;
        for (var written = 0; written < SqliteWriter.MaxLogBytes * 3L; written += ChunkBytes)
        {
            await Fill();
            most = Math.Max(most, LogBytes);
        }
        await enough.CancelAsync();
        await reading;
        Assert.InRange(most, SqliteWriter.MaxLogBytes / 2, SqliteWriter.MaxLogBytes + SlackBytes);
    }

    [Fact]
    public async Task It_is_small_again_after_somebody_has_read_for_long()
    {
        var reading = new HeldRead(_store);
        await reading.Began;
        while (LogBytes < SqliteWriter.MaxLogBytes + SlackBytes)
        {
            await Fill();
        }
        await reading.End();
        while (LogBytes > SqliteWriter.MaxLogBytes)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await Fill();
        }
    }

    /// <summary>SQLite does not fold it in by itself while whoever reads has read since before the last change.</summary>
    private async Task GrowTo(long bytes)
    {
        var reading = new HeldRead(_store);
        await reading.Began;
        while (LogBytes < bytes)
        {
            await Fill();
            var next = new HeldRead(_store);
            await next.Began;
            await reading.End();
            reading = next;
        }
        await reading.End();
    }

    private async Task ReadAtEveryMoment(CancellationToken enough)
    {
        var reading = new HeldRead(_store);
        await reading.Began;
        while (!enough.IsCancellationRequested)
        {
            var next = new HeldRead(_store);
            await next.Began;
            await reading.End();
            reading = next;
        }
        await reading.End();
    }

    /// <summary>Each fill writes over what the last one wrote: the database stays small, and its log does not.</summary>
    private Task Fill() => _store.Write(async db =>
    {
        await db.Execute("DELETE FROM filler");
        return await db.Execute("INSERT INTO filler VALUES (hex(randomblob($1)))", (long)ChunkBytes / 2);
    });

    private sealed class HeldRead
    {
        private readonly TaskCompletionSource _began = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _ends = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Task<long> _read;

        public HeldRead(SqliteStore store) => _read = Task.Run(() => store.Read(async db =>
        {
            var count = await db.Number("SELECT count(*) FROM filler");
            _began.SetResult();
            await _ends.Task;
            return count;
        }));

        public Task Began => _began.Task;

        public Task End()
        {
            _ends.SetResult();
            return _read;
        }
    }
}
