using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Readback.Storage.Sqlite;

/// <summary>A bounded pool of reading connections. A read runs on its caller's thread and can be interrupted.</summary>
internal sealed class SqliteReaders(Func<SqliteConnection> open) : IReads, IDisposable
{
    /// <summary>How many reads run at once; the next waits.</summary>
    internal const int MaxReaders = 8;

    private readonly SemaphoreSlim _free = new(MaxReaders);
    private readonly ConcurrentBag<SqliteDb> _idle = [];

    public async Task<T> Read<T>(Func<Db, ValueTask<T>> read, CancellationToken cancellation = default)
    {
        await _free.WaitAsync(cancellation);
        SqliteDb? db = null;
        var isSound = false;
        try
        {
            db = _idle.TryTake(out var idle) ? idle : new SqliteDb(open());
            var answer = await ReadSnapshot(db, read, cancellation);
            isSound = true;
            return answer;
        }
        finally
        {
            if (isSound)
            {
                _idle.Add(db!);
            }
            else
            {
                db?.Dispose();
            }
            _free.Release();
        }
    }

    public void Dispose()
    {
        while (_idle.TryTake(out var db))
        {
            db.Dispose();
        }
        _free.Dispose();
    }

    private static async Task<T> ReadSnapshot<T>(SqliteDb db, Func<Db, ValueTask<T>> read, CancellationToken cancellation)
    {
        db.Wanted = cancellation;
        try
        {
            await db.Execute("BEGIN");
            var answer = await read(db);
            await db.Execute("COMMIT");
            cancellation.ThrowIfCancellationRequested();
            return answer;
        }
        catch (SqliteException e) when (e.SqliteErrorCode == raw.SQLITE_INTERRUPT)
        {
            throw new OperationCanceledException(cancellation);
        }
        catch (SqliteException e)
        {
            throw SqliteStore.Translate(e);
        }
    }
}
