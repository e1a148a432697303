using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Readback.Storage.Sqlite;

/// <summary>
/// Makes a data directory from a backup. What was revoked since the backup was made must not come back with it: all
/// sessions and tokens are dropped, the keys that sign them are made anew, and so is the name of the log's life, by
/// which clients notice that their resume points mean nothing here.
/// </summary>
internal static class SqliteRestore
{
    private const int BufferBytes = 1024 * 1024;

    /// <summary>Checks a backup and copies it into an empty or missing data directory.</summary>
    /// <param name="file">The backup; it is not changed.</param>
    /// <param name="directory">The data directory to make.</param>
    /// <param name="record">Is kept in the audit of the new data directory.</param>
    /// <param name="progress">Is told how far it has come.</param>
    /// <param name="cancellation">Stops it; nothing is left behind then.</param>
    /// <exception cref="StoreRefusedException">It could not be done; nothing is left behind.</exception>
    public static async Task Run(
        string file, string directory, AuditRow record, Action<CopyProgress> progress,
        CancellationToken cancellation = default)
    {
        RefuseUnlessEmpty(directory);
        try
        {
            progress(new CopyProgress("Checking", 0, 0));
            CheckFile(System.IO.Path.GetFullPath(file), cancellation);
            using var taken = DataDirectory.Take(directory);
            RefuseUnlessEmpty(directory);
            using var target = NewFile.Create(taken.DatabasePath);
            await Copy(file, target.PartialPath, progress, cancellation);
            await Renew(target.PartialPath, record);
            target.Keep();
        }
        catch (SqliteException e) when (e.SqliteErrorCode == raw.SQLITE_INTERRUPT)
        {
            throw new OperationCanceledException(cancellation);
        }
        catch (SqliteException e) when (e.SqliteErrorCode == raw.SQLITE_CORRUPT)
        {
            throw new StoreRefusedException($"{file} is damaged: {e.Message}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SqliteException)
        {
            throw new StoreRefusedException($"{file} could not be restored to {directory}: {e.Message}", e);
        }
    }

    private static void RefuseUnlessEmpty(string directory)
    {
        if (File.Exists(directory))
        {
            throw new StoreRefusedException($"{directory} is a file; a data directory is wanted.");
        }
        if (System.IO.Directory.Exists(directory)
            && System.IO.Directory.EnumerateFileSystemEntries(directory).Select(System.IO.Path.GetFileName)
                .FirstOrDefault(name => name is not (DataDirectory.LockName or "lost+found")) is { } found)
        {
            throw new StoreRefusedException(
                $"The data directory {directory} is not empty: it holds {found}. Restore to a new one, or move what is there away.");
        }
    }

    private static void CheckFile(string file, CancellationToken cancellation)
    {
        if (!File.Exists(file))
        {
            throw new StoreRefusedException($"There is no file {file}.");
        }
        if (new FileInfo(file + "-wal") is { Exists: true, Length: > 0 })
        {
            throw new StoreRefusedException(
                $"{file} is a database in use: part of it stands in {file}-wal. Make a backup of it with readback backup.");
        }
        // Immutable: nothing is written beside it, so that it may lie on a medium that can only be read.
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = $"{new Uri(file).AbsoluteUri}?immutable=1",
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = false,
        }.ToString());
        connection.Open();
        using var interrupt = cancellation.UnsafeRegister(
            static handle => raw.sqlite3_interrupt((sqlite3)handle!), connection.Handle);
        if (SqliteSchema.Check(connection, file) is SchemaState.Empty)
        {
            throw new StoreRefusedException($"{file} is empty.");
        }
        using var command = connection.CreateCommand();
        // What is missing of the last page would be read as zeros, which may be sound by chance.
        command.CommandText = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size";
        if (command.ExecuteScalar() is long bytes && bytes != new FileInfo(file).Length)
        {
            throw new StoreRefusedException($"{file} was cut off: it has {new FileInfo(file).Length} bytes of {bytes}.");
        }
        command.CommandText = "PRAGMA integrity_check(1)";
        if (command.ExecuteScalar() is string answer && answer != "ok")
        {
            throw new StoreRefusedException($"{file} is damaged: {answer}");
        }
    }

    private static async Task Copy(
        string file, string path, Action<CopyProgress> progress, CancellationToken cancellation)
    {
        await using var source = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, BufferBytes, useAsync: true);
        await using var target = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.None, BufferBytes, useAsync: true);
        var buffer = new byte[BufferBytes];
        var total = source.Length;
        int read;
        while ((read = await source.ReadAsync(buffer, cancellation)) > 0)
        {
            await target.WriteAsync(buffer.AsMemory(0, read), cancellation);
            progress(new CopyProgress("Copying", target.Position, total));
        }
    }

    private static async Task Renew(string path, AuditRow record)
    {
        var connection = SqliteStore.Open(path, SqliteOpenMode.ReadWrite);
        using var db = new SqliteDb(connection);
        SqliteSchema.Upgrade(connection, path);
        await db.Execute("BEGIN IMMEDIATE");
        await Sessions.DeleteAll(db);
        foreach (var key in (string[])[Meta.LogLife, Meta.AccessTokenKey, Meta.RefreshTokenKey])
        {
            await Meta.Forget(db, key);
        }
        await AuditLog.Insert(db, record);
        await db.Execute("COMMIT");
        // One file, as it has to be to get its name; the server that opens it turns this back.
        await db.Execute("PRAGMA journal_mode = DELETE");
    }
}
