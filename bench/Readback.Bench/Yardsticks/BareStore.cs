using System.Diagnostics;
using System.Text;
using Readback.Bench.Load;
using Readback.Bench.Seeding;
using SQLitePCL;

namespace Readback.Bench.Yardsticks;

/// <summary>
/// What the database alone can do: one thread that commits the rows of messages, so many to a transaction, to a file of its
/// own on the same disk. There is no server, nobody is asked who it is, and nothing is checked.
/// </summary>
internal sealed class BareStore : IDisposable
{
    private readonly sqlite3 _db;
    private readonly string _path;
    private readonly StoreRows _rows;
    private readonly RawStatement _begin;
    private readonly RawStatement _commit;
    private int _number;

    public BareStore(string directory, StoreDesign design)
    {
        _path = Path.Combine(directory, $"bare-{Guid.NewGuid():N}.db");
        Batteries_V2.Init();
        if (raw.sqlite3_open(_path, out _db) != raw.SQLITE_OK)
        {
            throw new InvalidOperationException($"{_path} can't be opened.");
        }
        foreach (var pragma in new[] { "PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", "PRAGMA cache_size = -32000" })
        {
            using var statement = new RawStatement(_db, pragma);
            statement.Run();
        }
        _rows = new StoreRows(_db, design);
        (_begin, _commit) = (new RawStatement(_db, "BEGIN IMMEDIATE"), new RawStatement(_db, "COMMIT"));
    }

    /// <param name="time">How long new transactions are begun.</param>
    /// <param name="batch">Messages to a transaction.</param>
    public Task<Slice> Run(TimeSpan time, int batch) => Task.Run(() =>
    {
        var own = ServerUsage.OwnProcessorTime;
        var (first, commits) = (_number, new List<float>());
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < time)
        {
            var started = Stopwatch.GetTimestamp();
            Commit([.. Enumerable.Range(_number + 1, batch).Select(number => Encoding.UTF8.GetBytes(Phrases.Line(number)))]);
            commits.Add((float)Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
        return new Slice(_number - first, commits, watch.Elapsed) { Own = ServerUsage.OwnProcessorTime - own };
    });

    /// <summary>Commits messages in one transaction.</summary>
    public void Commit(IReadOnlyList<byte[]> texts)
    {
        _begin.Run();
        foreach (var text in texts)
        {
            _rows.Write(++_number, text);
        }
        _rows.EndBatch(_number);
        _commit.Run();
    }

    public void Dispose()
    {
        _rows.Dispose();
        _begin.Dispose();
        _commit.Dispose();
        _db.Dispose();
        foreach (var file in new[] { _path, $"{_path}-wal", $"{_path}-shm" })
        {
            File.Delete(file);
        }
    }
}
