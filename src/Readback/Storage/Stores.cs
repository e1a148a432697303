using Readback.Configuration;
using Readback.Storage.Postgres;
using Readback.Storage.Sqlite;

namespace Readback.Storage;

/// <summary>Which engine holds the data.</summary>
internal static class Stores
{
    /// <summary>The store that the settings name.</summary>
    /// <exception cref="StoreRefusedException">The embedded database can't be opened.</exception>
    public static IStore Open(ReadbackSettings settings, ILoggerFactory logs) => settings.Store is { } connectionString
        ? new PostgresStore(connectionString, logs.CreateLogger<PostgresStore>())
        : SqliteStore.Open(settings.Data, logs.CreateLogger<SqliteStore>());

    /// <summary>Where the settings put the data, in a form that may be shown.</summary>
    public static string Describe(ReadbackSettings settings) =>
        settings.Store is { } connectionString ? PostgresConnection.Describe(connectionString) : Path.GetFullPath(settings.Data);
}
