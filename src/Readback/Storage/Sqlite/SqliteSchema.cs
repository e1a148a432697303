using Microsoft.Data.Sqlite;

namespace Readback.Storage.Sqlite;

/// <summary>
/// Brings a database file up to this version's schema. The file itself says what it is: <c>application_id</c> names
/// Readback, <c>user_version</c> the last script that ran.
/// </summary>
internal static class SqliteSchema
{
    /// <summary>"Rdbk" in ASCII.</summary>
    private const int ApplicationId = 0x5264626B;

    public static void Upgrade(SqliteDb db, string path)
    {
        var version = Version(db.Connection, path);
        foreach (var script in SchemaScripts.For("Sqlite").Where(script => script.Number > version))
        {
            Run(db.Connection,
                $"""
                BEGIN IMMEDIATE;
                {script.Sql}
                PRAGMA application_id = {ApplicationId};
                PRAGMA user_version = {script.Number};
                COMMIT;
                """);
        }
    }

    /// <summary>The number of the last script that ran on this file; 0 for a new one.</summary>
    /// <exception cref="StoreRefusedException">The file is no database of Readback's, or a newer version's.</exception>
    public static long Version(SqliteConnection connection, string path)
    {
        try
        {
            var version = Pragma(connection, "user_version");
            var application = Pragma(connection, "application_id");
            var isNew = version == 0 && application == 0 && Pragma(connection, "schema_version") == 0;
            if (!isNew && application != ApplicationId)
            {
                throw new StoreRefusedException($"{path} is not a database of Readback's.");
            }
            var known = SchemaScripts.For("Sqlite")[^1].Number;
            return version <= known
                ? version
                : throw new StoreRefusedException(
                    $"{path} was written by a newer version of Readback (schema {version}; this version knows up to {known}). "
                    + "Start that version, or restore a backup that this one made.");
        }
        catch (SqliteException e)
        {
            throw new StoreRefusedException($"{path} is not a database of Readback's: {e.Message}", e);
        }
    }

    private static long Pragma(SqliteConnection connection, string name)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"PRAGMA {name}";
        return (long)command.ExecuteScalar()!;
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
