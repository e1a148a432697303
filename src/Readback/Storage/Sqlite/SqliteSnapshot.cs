using Microsoft.Data.Sqlite;

namespace Readback.Storage.Sqlite;

/// <summary>
/// Reads a data directory without taking it: beside a server that writes, on one snapshot of its database.
/// </summary>
internal static class SqliteSnapshot
{
    /// <exception cref="StoreRefusedException">
    /// There is no such database, it is not Readback's, or its schema is not this version's.
    /// </exception>
    public static async Task<T> Read<T>(
        string directory, Func<Db, ValueTask<T>> read, CancellationToken cancellation = default)
    {
        using var readers = OpenReaders(directory);
        return await readers.Read(read, cancellation);
    }

    /// <summary>For whoever reads more than once, each time on a snapshot of its own.</summary>
    public static SqliteReaders OpenReaders(string directory) => new(() => OpenCurrent(directory));

    /// <summary>A read-only connection to the database of a data directory, of this version or an older one.</summary>
    public static SqliteConnection Open(string directory)
    {
        var path = DatabasePath(directory);
        var connection = SqliteStore.Open(path, SqliteOpenMode.ReadOnly);
        try
        {
            return SqliteSchema.Check(connection, path) is SchemaState.Empty
                ? throw new StoreRefusedException($"{path} is empty: no server has started on it yet.")
                : connection;
        }
        catch (StoreRefusedException)
        {
            connection.Dispose();
            throw;
        }
    }

    private static SqliteConnection OpenCurrent(string directory)
    {
        var connection = Open(directory);
        if (SqliteSchema.Check(connection, directory) is SchemaState.Current)
        {
            return connection;
        }
        connection.Dispose();
        throw new StoreRefusedException(
            $"The database in {directory} was written by an older version of Readback. Start this version's server on it once.");
    }

    private static string DatabasePath(string directory)
    {
        var full = System.IO.Path.GetFullPath(directory);
        if (!System.IO.Directory.Exists(full))
        {
            throw new StoreRefusedException($"There is no data directory {full}.");
        }
        var path = System.IO.Path.Combine(full, DataDirectory.DatabaseName);
        return File.Exists(path)
            ? path
            : throw new StoreRefusedException($"{full} is no data directory of Readback's: it has no {DataDirectory.DatabaseName}.");
    }
}
