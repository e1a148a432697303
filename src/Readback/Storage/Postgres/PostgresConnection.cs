using System.Data.Common;
using Npgsql;

namespace Readback.Storage.Postgres;

/// <summary>How Readback connects: what the administrator's connection string does not say is chosen here.</summary>
internal static class PostgresConnection
{
    /// <summary>Connections of one node at most, besides two for hints. What comes past that waits for one.</summary>
    public const int MaxPoolSize = 32;

    /// <summary>How long to wait for a connection, in seconds, before the caller is told to come again.</summary>
    private const int ConnectSeconds = 5;

    /// <summary>How long one statement may take, in seconds.</summary>
    private const int CommandSeconds = 15;

    /// <summary>Statements that a connection keeps prepared; the house has fewer.</summary>
    private const int PreparedStatements = 200;

    /// <summary>A connection string with our defaults in it.</summary>
    public static NpgsqlConnectionStringBuilder Defaults(string connectionString)
    {
        var given = new NpgsqlConnectionStringBuilder(connectionString);
        SetUnlessGiven("Maximum Pool Size", () => given.MaxPoolSize = MaxPoolSize);
        SetUnlessGiven("Timeout", () => given.Timeout = ConnectSeconds);
        SetUnlessGiven("Command Timeout", () => given.CommandTimeout = CommandSeconds);
        SetUnlessGiven("Max Auto Prepare", () => given.MaxAutoPrepare = PreparedStatements);
        SetUnlessGiven("Auto Prepare Min Usages", () => given.AutoPrepareMinUsages = 2);
        // Nothing of ours outlives a transaction but how a connection was set up, which a reset would take away.
        SetUnlessGiven("No Reset On Close", () => given.NoResetOnClose = true);
        SetUnlessGiven("Application Name", () => given.ApplicationName = "readback");
        return given;

        void SetUnlessGiven(string keyword, Action set)
        {
            if (!given.ShouldSerialize(keyword))
            {
                set();
            }
        }
    }

    /// <summary>For work that an administrator waits for: a statement may take as long as it takes.</summary>
    public static string WithoutTimeLimit(string connectionString) =>
        new NpgsqlConnectionStringBuilder(connectionString) { CommandTimeout = 0 }.ConnectionString;

    /// <summary>Connections for one purpose of one node.</summary>
    /// <param name="connectionString">Where to, and what the administrator wants.</param>
    /// <param name="change">What the purpose wants besides.</param>
    public static NpgsqlDataSource OpenPool(string connectionString, Action<NpgsqlConnectionStringBuilder>? change = null)
    {
        var settings = Defaults(connectionString);
        change?.Invoke(settings);
        var builder = new NpgsqlSlimDataSourceBuilder(settings.ConnectionString);
        builder.EnableTransportSecurity();
        builder.EnableArrays();
        // A server or a pooler may have been told otherwise; an answer means that it is on disk.
        builder.UsePhysicalConnectionInitializer(
            static connection => Execute(connection, "SET synchronous_commit = on"),
            static connection => ExecuteAsync(connection, "SET synchronous_commit = on"));
        return builder.Build();
    }

    /// <summary>Where the database is, in a form that may be shown: no name of a user, no password.</summary>
    public static string Describe(string connectionString)
    {
        var given = new NpgsqlConnectionStringBuilder(connectionString);
        return $"PostgreSQL, {given.Database ?? given.Username} on {given.Host}:{given.Port}";
    }

    /// <summary>
    /// Our own mistakes pass as they are; all else means that the database can't serve just now: a broken connection,
    /// none to be had, a server that starts or stops, a transaction that lost a race.
    /// </summary>
    public static Exception Translate(DbException e) => e switch
    {
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => new StoreUnavailableException("The database's disk is full.", e),
        PostgresException { SqlState: [_, _, ..] state } when !IsOutage(state) => e,
        _ => new StoreUnavailableException("The database does not answer.", e),
    };

    private static bool IsOutage(string state) => state[..2] is "08" or "25" or "40" or "53" or "55" or "57" or "58";

    private static void Execute(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
