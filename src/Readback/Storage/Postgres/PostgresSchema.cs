using Npgsql;

namespace Readback.Storage.Postgres;

/// <summary>
/// Brings a database up to this version's schema. Nodes may start together: the first takes a lock, the others wait for
/// it and find nothing to do. All of it is one transaction, done or not begun.
/// </summary>
internal static class PostgresSchema
{
    /// <summary>"Rdbk" in ASCII, as in the embedded database's file.</summary>
    private const long LockKey = 0x5264626B;

    private const string Journal = "schema_script";

    public static IReadOnlyList<SchemaScript> Known { get; } = SchemaScripts.For("Postgres");

    /// <summary>Runs the scripts that have not run yet.</summary>
    /// <exception cref="StoreRefusedException">A newer version wrote the database, or a script failed.</exception>
    public static async Task Upgrade(NpgsqlConnection connection, string name, IReadOnlyList<SchemaScript>? scripts = null)
    {
        scripts ??= Known;
        await using var transaction = await connection.BeginTransactionAsync();
        await Execute(connection, $"SELECT pg_advisory_xact_lock({LockKey})");
        await Execute(connection, $"CREATE TABLE IF NOT EXISTS {Journal} (name TEXT PRIMARY KEY)");
        var ran = await Ran(connection);
        Check(ran, name, scripts);
        foreach (var script in scripts.Where(script => !ran.Contains(script.Name)))
        {
            await Run(connection, script, name);
        }
        await transaction.CommitAsync();
    }

    /// <summary>Refuses a database that is not of this version.</summary>
    /// <exception cref="StoreRefusedException">It is empty, older or newer.</exception>
    public static async Task RequireCurrent(NpgsqlConnection connection, string name)
    {
        await using var found = new NpgsqlCommand($"SELECT to_regclass('{Journal}') IS NOT NULL", connection);
        var ran = (bool)(await found.ExecuteScalarAsync())! ? await Ran(connection) : [];
        if (ran.Count == 0)
        {
            throw new StoreRefusedException($"{name} holds nothing of Readback's: no server has started on it yet.");
        }
        Check(ran, name, Known);
        if (ran.Count < Known.Count)
        {
            throw new StoreRefusedException(
                $"{name} was written by an older version of Readback. Start this version's server on it once.");
        }
    }

    private static void Check(HashSet<string> ran, string name, IReadOnlyList<SchemaScript> scripts)
    {
        if (ran.Except(scripts.Select(script => script.Name)).Max() is { } newer)
        {
            throw new StoreRefusedException(
                $"{name} was written by a newer version of Readback (schema {newer}; this version knows up to "
                + $"{scripts[^1].Name}). Start that version.");
        }
    }

    private static async Task Run(NpgsqlConnection connection, SchemaScript script, string name)
    {
        try
        {
            await Execute(connection, script.Sql);
            await using var note = new NpgsqlCommand($"INSERT INTO {Journal} (name) VALUES ($1)", connection)
            {
                Parameters = { new NpgsqlParameter<string> { TypedValue = script.Name } },
            };
            await note.ExecuteNonQueryAsync();
        }
        catch (PostgresException e)
        {
            throw new StoreRefusedException(
                $"{name} could not be brought up to date: {script.Name}: {e.MessageText} Nothing was kept.", e);
        }
    }

    private static async Task<HashSet<string>> Ran(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand($"SELECT name FROM {Journal}", connection);
        await using var reader = await command.ExecuteReaderAsync();
        var names = new HashSet<string>();
        while (await reader.ReadAsync())
        {
            names.Add(reader.GetString(0));
        }
        return names;
    }

    private static async Task Execute(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
