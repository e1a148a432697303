using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Readback.Storage.Sqlite;

/// <summary>
/// The one writer: a thread of its own takes transactions from a bounded queue and runs them one after another, so
/// that no request's thread ever waits for the disk. When nothing waits it lets the search index follow the log.
/// </summary>
internal sealed partial class SqliteWriter : IAsyncDisposable
{
    /// <summary>Transactions that may wait; past that the caller is told at once to come again.</summary>
    private const int MaxWaiting = 1024;

    /// <summary>After so long without a transaction nobody is taken to wait for the next one, in milliseconds.</summary>
    private const int QuietMilliseconds = 50;

    private readonly Func<SqliteConnection> _open;
    private readonly ILogger _log;
    private readonly BlockingCollection<Func<Task>> _waiting = new(MaxWaiting);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SqliteSearchFollower _follower = new();
    private SqliteDb? _db;

    public SqliteWriter(Func<SqliteConnection> open, ILogger log)
    {
        _open = open;
        _log = log;
        new Thread(() => _ = RunAll()) { Name = "sqlite-writer", IsBackground = true }.Start();
    }

    public Task<T> Write<T>(Func<Db, ValueTask<T>> write)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            return _waiting.TryAdd(() => Run(write, answer))
                ? answer.Task
                : throw new StoreBusyException("Too many changes wait for the disk.");
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
        while (!_waiting.IsCompleted)
        {
            // Who only reads a store changes nothing in it: there is no connection before the first transaction.
            if (_waiting.TryTake(out var transaction, _db is not null && _follower.HasWork ? QuietMilliseconds : Timeout.Infinite))
            {
                await transaction();
                await Follow();
            }
            else
            {
                await FollowWhileQuiet();
            }
        }
        _db?.Dispose();
        _ended.SetResult();
    }

    private async Task Run<T>(Func<Db, ValueTask<T>> write, TaskCompletionSource<T> answer)
    {
        T result;
        try
        {
            _db ??= new SqliteDb(_open(), _follower);
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
    }

    /// <summary>What can't wait: a step after each transaction, and more of them where one was large.</summary>
    private async Task Follow()
    {
        while (_db is not null && _follower.IsDue)
        {
            await FollowStep();
            if (!_follower.IsLosing)
            {
                return;
            }
        }
    }

    private async Task FollowWhileQuiet()
    {
        while (_db is not null && _follower.HasWork && _waiting.Count == 0 && !_waiting.IsAddingCompleted)
        {
            await FollowStep();
        }
    }

    /// <summary>A step that fails is left alone until a transaction has opened the database anew: what is not indexed is found too.</summary>
    private async Task FollowStep()
    {
        try
        {
            await _db!.Execute("BEGIN IMMEDIATE");
            await _follower.Step(_db);
            await _db.Execute("COMMIT");
        }
        catch (SqliteException e)
        {
            LogNotIndexed(_log, e.SqliteErrorCode, e.Message);
            Reopen();
        }
    }

    /// <summary>After an error of the database a new connection knows best: closing the old one rolls back.</summary>
    private void Reopen()
    {
        _db?.Dispose();
        _db = null;
        _follower.LookAgain();
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

    [LoggerMessage(1104, LogLevel.Warning, "The search index could not follow the log: SQLite error {Code}, {Reason}. It is tried again later")]
    private static partial void LogNotIndexed(ILogger log, int code, string reason);
}
