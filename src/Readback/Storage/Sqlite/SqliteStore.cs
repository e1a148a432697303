using Microsoft.Data.Sqlite;
using Readback.Storage.Search;
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
    private readonly SqliteSearchFollower _follower;

    /// <summary>
    /// Open from the first moment to the last, and never used in between. The last connection that closes folds the log in,
    /// and the next one recovers it: with a disk in trouble that would bring back, in the middle of our work, what we have
    /// called not stored.
    /// </summary>
    private readonly SqliteConnection _first;

    private SqliteStore(DataDirectory directory, SqliteConnection first, SegmentSizes sizes, ILogger<SqliteStore> log)
    {
        (_directory, _first) = (directory, first);
        var backlog = new SqliteSearchBacklog(sizes);
        _writer = new SqliteWriter(() => Connect(directory.DatabasePath, SqliteOpenMode.ReadWrite), directory.LogPath, backlog, log);
        _readers = new SqliteReaders(() => Connect(directory.DatabasePath, SqliteOpenMode.ReadWrite));
        _follower = new SqliteSearchFollower(_readers, _writer, backlog, sizes, log);
    }

    /// <summary>Opens the data directory, makes the database where there is none, and brings its schema up to date.</summary>
    /// <exception cref="StoreRefusedException">
    /// Another process has the directory, a newer version wrote the database, or it is no database of Readback's.
    /// </exception>
    /// <param name="directoryPath">The data directory.</param>
    /// <param name="log">Where failures are told.</param>
    /// <param name="sizes">How the search index is cut.</param>
    public static SqliteStore Open(string directoryPath, ILogger<SqliteStore> log, SegmentSizes? sizes = null)
    {
        var directory = DataDirectory.Take(directoryPath);
        SqliteConnection? first = null;
        try
        {
            NewFile.RefuseUnfinished(directory.DatabasePath);
            first = Open(directory.DatabasePath, SqliteOpenMode.ReadWriteCreate);
            SqliteSchema.Upgrade(first, directory.DatabasePath);
            return new SqliteStore(directory, first, sizes ?? SegmentSizes.Usual, log);
        }
        catch (StoreRefusedException)
        {
            first?.Dispose();
            directory.Dispose();
            throw;
        }
    }

    public bool IsShared => false;

    public long? Changes => _writer.Changes;

    public string? WriteTrouble => _writer.Trouble;

    /// <summary>Done by opening it: there is no file before.</summary>
    public Task Prepare() => Task.CompletedTask;

    public Task<T> Read<T>(Func<Db, ValueTask<T>> read, CancellationToken cancellation = default) =>
        _readers.Read(read, cancellation);

    public Task<T> Write<T>(Func<Db, ValueTask<T>> write, bool goesOnThere = false) => _writer.Write(write, goesOnThere);

    public async ValueTask DisposeAsync()
    {
        await _follower.DisposeAsync();
        await _writer.DisposeAsync();
        _readers.Dispose();
        _first.Dispose();
        _directory.Dispose();
    }

    /// <summary>A connection as Readback uses it: write-ahead log, and a commit that returns when it is on the disk.</summary>
    /// <exception cref="StoreRefusedException">It can't be opened.</exception>
    internal static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        try
        {
            return Connect(path, mode);
        }
        catch (SqliteException e)
        {
            throw new StoreRefusedException($"The database {path} can't be opened. {SqliteFailure.Sentence(e)} ({e.Message})", e);
        }
    }

    private static SqliteConnection Connect(string path, SqliteOpenMode mode)
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
                : "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -32000;"
                  + $" PRAGMA journal_size_limit = {SqliteWriter.MaxLogBytes};";
            command.ExecuteNonQuery();
            return connection;
        }
        catch (SqliteException e)
        {
            var failure = connection.Handle is { } handle ? SqliteFailure.Of(handle, e.SqliteErrorCode) : e;
            connection.Dispose();
            throw failure;
        }
    }

    /// <summary>How long a statement waits for a lock that another process (a backup, a shell) holds on the file.</summary>
    internal const int BusySeconds = 5;
}
