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

    /// <summary>
    /// The write-ahead log, in bytes, from which on it is folded in by force. SQLite does that by itself, but not while
    /// somebody reads what was there before: where reads never cease it would grow for ever.
    /// </summary>
    public const int MaxLogBytes = 64 * 1024 * 1024;

    /// <summary>Growth of the write-ahead log, in bytes, between two such attempts: a backup holds it for as long as it takes.</summary>
    private const int MoreLogBytes = 16 * 1024 * 1024;

    /// <summary>How long such an attempt holds up the writer, for reads to end, in milliseconds.</summary>
    private const int MaxFoldMilliseconds = 250;

    private readonly Func<SqliteConnection> _open;
    private readonly FileInfo _logFile;
    private readonly SqliteSearchBacklog _backlog;
    private readonly ILogger _log;
    private readonly TransactionQueue _waiting = new(MaxWaiting);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private SqliteDb? _db;
    private long _foldAtBytes = MaxLogBytes;
    private long _failed;
    private long _changes;
    private volatile string? _trouble;

    /// <param name="open">Makes a connection.</param>
    /// <param name="logPath">Where the write-ahead log is.</param>
    /// <param name="backlog">Is told of messages that are written.</param>
    /// <param name="log">The server's log.</param>
    public SqliteWriter(Func<SqliteConnection> open, string logPath, SqliteSearchBacklog backlog, ILogger log)
    {
        (_open, _backlog, _log) = (open, backlog, log);
        _logFile = new FileInfo(logPath);
        new Thread(() => _ = RunAll()) { Name = "sqlite-writer", IsBackground = true }.Start();
    }

    /// <summary>Why the latest transaction failed; nothing once one has not.</summary>
    public string? Trouble => _trouble;

    /// <summary>Commits so far, with those of which nobody knows whether they were.</summary>
    public long Changes => Volatile.Read(ref _changes);

    public Task<T> Write<T>(Func<Db, ValueTask<T>> write, bool goesOnThere = false)
    {
        var answer = new TaskCompletionSource<T>(goesOnThere ? TaskCreationOptions.None : TaskCreationOptions.RunContinuationsAsynchronously);
        return _waiting.TryAdd(() => Run(write, answer))
            ? answer.Task
            : throw new StoreBusyException("Too many changes wait for the disk.");
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.Close();
        await _ended.Task;
    }

    private async Task RunAll()
    {
        // Who only reads a store changes nothing in it: there is no connection before the first transaction.
        while (_waiting.TryTake(out var transaction))
        {
            await transaction();
            await Fold();
        }
        _db?.Dispose();
        _ended.SetResult();
    }

    private async Task Run<T>(Func<Db, ValueTask<T>> write, TaskCompletionSource<T> answer)
    {
        T result;
        var isCommitting = false;
        try
        {
            _db ??= new SqliteDb(_open(), _backlog);
            await _db.Execute("BEGIN IMMEDIATE");
            result = await write(_db);
            isCommitting = true;
            await _db.Execute("COMMIT");
            Interlocked.Increment(ref _changes);
        }
        catch (SqliteException e)
        {
            Interlocked.Increment(ref _changes);
            var failure = SqliteFailure.Translate(e, isCommitting);
            Reopen();
            Note(e, failure);
            answer.SetException(failure);
            return;
        }
        catch (Exception e) when (Undo())
        {
            answer.SetException(e);
            return;
        }
        NoteSuccess();
        answer.SetResult(result);
        _backlog.Commit();
    }

    /// <summary>A disk that is full stays so for thousands of tries: its log tells of the first, and of the end.</summary>
    private void Note(SqliteException e, Exception failure)
    {
        if (failure is not StoreUnavailableException)
        {
            LogFailed(_log, e.SqliteErrorCode, e.SqliteExtendedErrorCode, e.Message);
            return;
        }
        _failed++;
        if (_trouble != failure.Message)
        {
            _trouble = failure.Message;
            LogTrouble(_log, failure.Message, e.SqliteErrorCode, e.SqliteExtendedErrorCode, (e as SqliteFailure)?.SystemError ?? 0, e.Message);
        }
    }

    private void NoteSuccess()
    {
        if (_trouble is { } trouble)
        {
            LogWorksAgain(_log, _failed, trouble);
            (_trouble, _failed) = (null, 0);
        }
    }

    /// <summary>
    /// Waits for who reads what was there before (who comes now reads the newest, and stops nobody), and begins the log
    /// anew. Where somebody reads on for longer, it is tried again when the log has grown.
    /// </summary>
    private async ValueTask Fold()
    {
        _logFile.Refresh();
        if (_db is null || !_logFile.Exists || _logFile.Length < _foldAtBytes)
        {
            return;
        }
        try
        {
            var isFolded = await _db.Fold(MaxFoldMilliseconds);
            _foldAtBytes = isFolded ? MaxLogBytes : _logFile.Length + MoreLogBytes;
        }
        catch (SqliteException e)
        {
            _foldAtBytes = _logFile.Length + MoreLogBytes;
            LogNotFolded(_log, e.SqliteErrorCode, e.Message);
            Reopen();
        }
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

    [LoggerMessage(1101, LogLevel.Error, "A transaction failed and was rolled back: SQLite error {Code} ({ExtendedCode}), {Reason}")]
    private static partial void LogFailed(ILogger log, int code, int extendedCode, string reason);

    [LoggerMessage(1105, LogLevel.Critical,
        "Changes can't be stored. {Trouble} SQLite error {Code} ({ExtendedCode}), system error {SystemError}: {Reason}")]
    private static partial void LogTrouble(ILogger log, string trouble, int code, int extendedCode, int systemError, string reason);

    [LoggerMessage(1106, LogLevel.Warning, "Changes are stored again, after {Failed} that were not. What was wrong: {Trouble}")]
    private static partial void LogWorksAgain(ILogger log, long failed, string trouble);

    [LoggerMessage(1107, LogLevel.Warning, "The write-ahead log could not be folded in: SQLite error {Code}, {Reason}. It is tried again later")]
    private static partial void LogNotFolded(ILogger log, int code, string reason);
}
