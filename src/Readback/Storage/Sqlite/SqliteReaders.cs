using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Readback.Storage.Sqlite;

/// <summary>A bounded pool of reading connections. A read runs on its caller's thread and can be interrupted.</summary>
internal sealed class SqliteReaders(Func<SqliteConnection> open) : IReads, IDisposable
{
    /// <summary>How many reads run at once; the next waits.</summary>
    internal const int MaxReaders = 8;

    /// <summary>How many reads may wait; the next is told at once to come again.</summary>
    internal const int MaxWaiting = 1024;

    private readonly SemaphoreSlim _free = new(MaxReaders);
    private readonly ConcurrentBag<SqliteDb> _idle = [];
    private int _here;

    public async Task<T> Read<T>(Func<Db, ValueTask<T>> read, CancellationToken cancellation = default)
    {
        if (Interlocked.Increment(ref _here) > MaxReaders + MaxWaiting)
        {
            Interlocked.Decrement(ref _here);
            throw new StoreBusyException("Too many reads wait for the database.");
        }
        SqliteDb? db = null;
        var (hasTurn, isSound) = (false, false);
        try
        {
            await _free.WaitAsync(cancellation);
            hasTurn = true;
            db = _idle.TryTake(out var idle) ? idle : Open();
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
            if (hasTurn)
            {
                _free.Release();
            }
            Interlocked.Decrement(ref _here);
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

    private SqliteDb Open()
    {
        try
        {
            return new SqliteDb(open());
        }
        catch (SqliteException e)
        {
            throw SqliteFailure.Translate(e);
        }
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
            throw SqliteFailure.Translate(e);
        }
    }
}
