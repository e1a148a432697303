using DbUp;
using DbUp.Sqlite.Helpers;
using Microsoft.Data.Sqlite;

namespace Readback.Storage.Sqlite;

/// <summary>
/// Brings a database file up to this version's schema, and tells whether a file is one that this version can read. The
/// file says so itself: <c>application_id</c> names Readback, and a table names the scripts that ran.
/// </summary>
internal static class SqliteSchema
{
    /// <summary>"Rdbk" in ASCII; the first script sets it.</summary>
    public const int ApplicationId = 0x5264626B;

    private const string Journal = "schema_script";

    /// <summary>The scripts that this version knows, in their order.</summary>
    public static IReadOnlyList<SchemaScript> Known { get; } = SchemaScripts.For("Sqlite");

    /// <summary>
    /// Runs the scripts that have not run yet. Each shares its transaction with the note that it ran: a crash leaves
    /// every script done or not begun, and the next start goes on from there.
    /// </summary>
    /// <exception cref="StoreRefusedException">The file can't be read by this version, or a script failed.</exception>
    public static void Upgrade(SqliteConnection connection, string path, IReadOnlyList<SchemaScript>? scripts = null)
    {
        scripts ??= Known;
        if (Check(connection, path, scripts) == SchemaState.Current)
        {
            return;
        }
        var upgrade = DeployChanges.To.SqliteDatabase(new SharedConnection(connection))
            .WithScripts(scripts.Select(script => new DbUp.Engine.SqlScript(script.Name, script.Sql)))
            .JournalToSqliteTable(Journal)
            .WithTransactionPerScript()
            .WithVariablesDisabled()
            .LogToNowhere();
        // DbUp would rewrite words of SQL Server's dialect, in comments and text too.
        upgrade.Configure(configuration => configuration.ScriptPreprocessors.Clear());
        var result = upgrade.Build().PerformUpgrade();
        if (!result.Successful)
        {
            throw new StoreRefusedException(
                $"{path} could not be brought up to date: {result.ErrorScript?.Name}: {result.Error.Message} "
                + "Nothing of this script was kept.", result.Error);
        }
    }

    /// <summary>Refuses a file that is not Readback's, or that a newer version wrote; also on a read-only connection.</summary>
    /// <exception cref="StoreRefusedException">It is refused.</exception>
    public static SchemaState Check(SqliteConnection connection, string path, IReadOnlyList<SchemaScript>? scripts = null)
    {
        scripts ??= Known;
        try
        {
            if (IsEmpty(connection))
            {
                return SchemaState.Empty;
            }
            if (Number(connection, "PRAGMA application_id") != ApplicationId)
            {
                throw new StoreRefusedException($"{path} is not a database of Readback's.");
            }
            var ran = Ran(connection);
            return ran.Except(scripts.Select(script => script.Name)).Max() is { } newer
                ? throw new StoreRefusedException(
                    $"{path} was written by a newer version of Readback (schema {newer}; this version knows up to "
                    + $"{scripts[^1].Name}). Start that version, or restore a backup that this one made.")
                : ran.Count == scripts.Count ? SchemaState.Current : SchemaState.Older;
        }
        catch (SqliteException e) when (e.SqliteErrorCode is SQLitePCL.raw.SQLITE_NOTADB or SQLitePCL.raw.SQLITE_ERROR)
        {
            throw new StoreRefusedException($"{path} is not a database of Readback's: {e.Message}", e);
        }
        catch (SqliteException e)
        {
            throw new StoreRefusedException($"{path} is damaged, or can't be read: {e.Message}", e);
        }
    }

    private static bool IsEmpty(SqliteConnection connection) =>
        Number(connection, "PRAGMA application_id") == 0 && Number(connection, "SELECT count(*) FROM sqlite_schema") == 0;

    private static HashSet<string> Ran(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT ScriptName FROM {Journal}";
        using var reader = command.ExecuteReader();
        var names = new HashSet<string>();
        while (reader.Read())
        {
            names.Add(reader.GetString(0));
        }
        return names;
    }

    private static long Number(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }
}

/// <summary>How a file's schema stands to this version's.</summary>
internal enum SchemaState
{
    /// <summary>Nothing is in it yet.</summary>
    Empty,

    /// <summary>It has to be brought up to date before it is used.</summary>
    Older,

    Current,
}
