using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Readback.Storage.Sqlite;

/// <summary>
/// Copies the database while a server goes on writing to it. The source holds one read transaction from the first page
/// to the last, so that the copy shows one moment and never starts over, however much is written meanwhile.
/// </summary>
internal static class SqliteBackup
{
    /// <summary>Pages copied between two looks at the progress and at a request to stop.</summary>
    private const int PagesPerStep = 64;

    /// <summary>Writes the database of a data directory to a new file, checks that file, and returns its size in bytes.</summary>
    /// <exception cref="StoreRefusedException">It could not be done; nothing is left behind.</exception>
    public static long Write(
        string directory, string file, Action<CopyProgress> progress, CancellationToken cancellation = default)
    {
        using var source = SqliteSnapshot.Open(directory);
        using var target = NewFile.Create(file);
        try
        {
            Copy(source, target.PartialPath, progress, cancellation);
            progress(new CopyProgress("Checking", 0, 0));
            Settle(target.PartialPath, cancellation);
            cancellation.ThrowIfCancellationRequested();
            target.Keep();
        }
        catch (SqliteException e)
        {
            throw new StoreRefusedException($"The backup could not be written to {file}: {Reason(e)}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreRefusedException($"The backup could not be written to {file}: {e.Message}", e);
        }
        return new FileInfo(file).Length;
    }

    private static void Copy(
        SqliteConnection source, string path, Action<CopyProgress> progress, CancellationToken cancellation)
    {
        // The snapshot is taken by the first statement that reads.
        using var snapshot = source.BeginTransaction(deferred: true);
        var pageBytes = Number(source, "SELECT page_size FROM pragma_page_size");
        _ = Number(source, "SELECT count(*) FROM sqlite_schema");

        using var target = Open(path);
        // Until it has its name the file is worth nothing: all of it is flushed once, at the end.
        Execute(target, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;");
        using var backup = raw.sqlite3_backup_init(target.Handle, "main", source.Handle, "main");
        if (backup.IsInvalid)
        {
            throw Error(target);
        }
        int result;
        do
        {
            cancellation.ThrowIfCancellationRequested();
            result = raw.sqlite3_backup_step(backup, PagesPerStep);
            var total = raw.sqlite3_backup_pagecount(backup);
            var done = total - raw.sqlite3_backup_remaining(backup);
            progress(new CopyProgress("Copying", done * pageBytes, total * pageBytes));
        }
        while (result == raw.SQLITE_OK);
        if (result != raw.SQLITE_DONE)
        {
            throw new SqliteException(raw.sqlite3_errstr(result).utf8_to_string(), result);
        }
    }

    /// <summary>Makes the copy one file that needs nothing beside it, and checks that it can be read.</summary>
    private static void Settle(string path, CancellationToken cancellation)
    {
        using var copy = Open(path);
        using var interrupt = cancellation.UnsafeRegister(static handle => raw.sqlite3_interrupt((sqlite3)handle!), copy.Handle);
        Execute(copy, "PRAGMA journal_mode = DELETE;");
        try
        {
            if (Text(copy, "PRAGMA quick_check(1)") is var answer && answer != "ok")
            {
                throw new StoreRefusedException($"The copy is damaged, and so is the database, it seems: {answer}");
            }
        }
        catch (SqliteException e) when (e.SqliteErrorCode == raw.SQLITE_INTERRUPT)
        {
            throw new OperationCanceledException(cancellation);
        }
    }

    private static SqliteConnection Open(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadWrite,
            Pooling = false,
        }.ToString());
        connection.Open();
        return connection;
    }

    private static SqliteException Error(SqliteConnection connection) => new(
        raw.sqlite3_errmsg(connection.Handle).utf8_to_string(), raw.sqlite3_errcode(connection.Handle));

    private static string Reason(SqliteException e) => (e.SqliteErrorCode & 0xFF) switch
    {
        raw.SQLITE_FULL => "the disk is full.",
        _ => e.Message,
    };

    private static void Execute(SqliteConnection connection, string sql) => _ = Text(connection, sql);

    private static long Number(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }

    private static string? Text(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar()?.ToString();
    }
}
