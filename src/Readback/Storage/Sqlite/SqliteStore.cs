using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Readback.Storage.Sqlite;

/// <summary>
/// The embedded database: one file in a data directory that belongs to this process. Changes go through one writer
/// thread; readers each have a connection of their own and see the last commit.
/// </summary>
internal sealed class SqliteStore : IStore
{
    private readonly DataDirectory _directory;
    private readonly SqliteReaders _readers;
    private readonly SqliteWriter _writer;

    private SqliteStore(DataDirectory directory, ILogger<SqliteStore> log)
    {
        _directory = directory;
        _writer = new SqliteWriter(() => Open(directory.DatabasePath, SqliteOpenMode.ReadWrite), log);
        _readers = new SqliteReaders(() => Open(directory.DatabasePath, SqliteOpenMode.ReadWrite));
    }

    /// <summary>Opens the data directory, makes the database where there is none, and brings its schema up to date.</summary>
    /// <exception cref="StoreRefusedException">
    /// Another process has the directory, a newer version wrote the database, or it is no database of Readback's.
    /// </exception>
    public static SqliteStore Open(string directoryPath, ILogger<SqliteStore> log)
    {
        var directory = DataDirectory.Take(directoryPath);
        try
        {
            NewFile.RefuseUnfinished(directory.DatabasePath);
            using (var connection = Open(directory.DatabasePath, SqliteOpenMode.ReadWriteCreate))
            {
                SqliteSchema.Upgrade(connection, directory.DatabasePath);
            }
            return new SqliteStore(directory, log);
        }
        catch (StoreRefusedException)
        {
            directory.Dispose();
            throw;
        }
    }

    public bool IsShared => false;

    /// <summary>Done by opening it: there is no file before.</summary>
    public Task Prepare() => Task.CompletedTask;

    public Task<T> Read<T>(Func<Db, ValueTask<T>> read, CancellationToken cancellation = default) =>
        _readers.Read(read, cancellation);

    public Task<T> Write<T>(Func<Db, ValueTask<T>> write) => _writer.Write(write);

    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        _readers.Dispose();
        _directory.Dispose();
    }

    /// <summary>A connection as Readback uses it: write-ahead log, and a commit that returns when it is on the disk.</summary>
    internal static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = mode,
            Pooling = false,
            DefaultTimeout = BusySeconds,
        }.ToString());
        try
        {
            connection.Open();
            raw.sqlite3_busy_timeout(connection.Handle, BusySeconds * 1000);
            using var command = connection.CreateCommand();
            command.CommandText = mode == SqliteOpenMode.ReadOnly
                ? "PRAGMA query_only = ON;"
                : "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -32000;";
            command.ExecuteNonQuery();
            return connection;
        }
        catch (SqliteException e)
        {
            connection.Dispose();
            throw new StoreRefusedException($"The database {path} can't be opened: {e.Message}", e);
        }
    }

    /// <summary>How long a statement waits for a lock that another process (a backup, a shell) holds on the file.</summary>
    private const int BusySeconds = 5;

    /// <summary>Our own mistakes pass as they are; all else means that the database can't serve just now.</summary>
    internal static Exception Translate(SqliteException e) => e.SqliteErrorCode switch
    {
        raw.SQLITE_ERROR or raw.SQLITE_CONSTRAINT or raw.SQLITE_MISUSE or raw.SQLITE_RANGE or raw.SQLITE_MISMATCH => e,
        raw.SQLITE_FULL => new StoreUnavailableException("The disk is full.", e),
        _ => new StoreUnavailableException("The database does not answer.", e),
    };
}
