using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Readback.Storage.Sqlite;

/// <summary>
/// The one writer: a thread of its own takes transactions from a bounded queue and runs them one after another, so
/// that no request's thread ever waits for the disk.
/// </summary>
internal sealed partial class SqliteWriter : IAsyncDisposable
{
    /// <summary>Transactions that may wait; past that the caller is told at once to come again.</summary>
    private const int MaxWaiting = 1024;

    private readonly Func<SqliteConnection> _open;
    private readonly SqliteSearchBacklog _backlog;
    private readonly ILogger _log;
    private readonly BlockingCollection<Func<Task>> _waiting = new(MaxWaiting);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private SqliteDb? _db;

    public SqliteWriter(Func<SqliteConnection> open, SqliteSearchBacklog backlog, ILogger log)
    {
        (_open, _backlog, _log) = (open, backlog, log);
        new Thread(() => _ = RunAll()) { Name = "sqlite-writer", IsBackground = true }.Start();
    }

    public Task<T> Write<T>(Func<Db, ValueTask<T>> write)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            return _waiting.TryAdd(() => Run(write, answer))
                ? answer.Task
                : throw new StoreUnavailableException("Too many changes wait for the disk.");
        }
        catch (InvalidOperationException e)
        {
            throw new StoreUnavailableException("The server is stopping.", e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.CompleteAdding();
        await _ended.Task;
        _waiting.Dispose();
    }

    private async Task RunAll()
    {
        // Who only reads a store changes nothing in it: there is no connection before the first transaction.
        foreach (var transaction in _waiting.GetConsumingEnumerable())
        {
            await transaction();
        }
        _db?.Dispose();
        _ended.SetResult();
    }

    private async Task Run<T>(Func<Db, ValueTask<T>> write, TaskCompletionSource<T> answer)
    {
        T result;
        try
        {
            _db ??= new SqliteDb(_open(), _backlog);
            await _db.Execute("BEGIN IMMEDIATE");
            result = await write(_db);
            await _db.Execute("COMMIT");
        }
        catch (SqliteException e)
        {
            var failure = SqliteStore.Translate(e);
            LogFailed(_log, e.SqliteErrorCode, e.Message);
            Reopen();
            answer.SetException(failure);
            return;
        }
        catch (Exception e) when (Undo())
        {
            answer.SetException(e);
            return;
        }
        answer.SetResult(result);
        _backlog.Commit();
    }

    /// <summary>After an error of the database a new connection knows best: closing the old one rolls back.</summary>
    private void Reopen()
    {
        _db?.Dispose();
        _db = null;
    }

    private bool Undo()
    {
        if (_db is { IsInTransaction: true })
        {
            Reopen();
        }
        return true;
    }

    [LoggerMessage(1101, LogLevel.Error, "A transaction failed and was rolled back: SQLite error {Code}, {Reason}")]
    private static partial void LogFailed(ILogger log, int code, string reason);
}
