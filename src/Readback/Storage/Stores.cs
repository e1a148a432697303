using Microsoft.Extensions.Logging.Abstractions;
using Readback.Configuration;
using Readback.Storage.Postgres;
using Readback.Storage.Sqlite;
using Readback.Storage.Verification;

namespace Readback.Storage;

/// <summary>Which engine holds the data.</summary>
internal static class Stores
{
    /// <summary>The store that the settings name.</summary>
    /// <exception cref="StoreRefusedException">The embedded database can't be opened.</exception>
    public static IStore Open(ReadbackSettings settings, ILoggerFactory logs) => settings.Store is { } connectionString
        ? new PostgresStore(connectionString, logs.CreateLogger<PostgresStore>())
        : SqliteStore.Open(settings.Data, logs.CreateLogger<SqliteStore>());

    /// <summary>A store that is there already, of this version, for a command: a mistyped place must not become an empty one.</summary>
    /// <exception cref="StoreRefusedException">There is none, a server has its directory, or it is of another version.</exception>
    public static async Task<IStore> OpenExisting(ReadbackSettings settings)
    {
        if (settings.Store is { } connectionString)
        {
            var store = new PostgresStore(PostgresConnection.WithoutTimeLimit(connectionString), NullLogger<PostgresStore>.Instance);
            await store.RequireCurrent();
            return store;
        }
        SqliteSnapshot.Open(settings.Data).Dispose();
        return SqliteStore.Open(settings.Data, NullLogger<SqliteStore>.Instance);
    }

    /// <summary>A store to move data into; made where it is missing.</summary>
    /// <exception cref="StoreRefusedException">It can't be made or used.</exception>
    public static async Task<IStore> OpenOrMake(ReadbackSettings settings)
    {
        var store = Open(
            settings with { Store = settings.Store is { } given ? PostgresConnection.WithoutTimeLimit(given) : null },
            NullLoggerFactory.Instance);
        await store.Prepare();
        return store;
    }

    /// <summary>What holds of sound data in this store.</summary>
    public static IReadOnlyList<Check> ChecksOf(ReadbackSettings settings) =>
        settings.Store is null ? [.. SqliteChecks.All, .. Verifier.Checks] : Verifier.Checks;

    /// <summary>Where the settings put the data, in a form that may be shown.</summary>
    public static string Describe(ReadbackSettings settings) =>
        settings.Store is { } connectionString ? PostgresConnection.Describe(connectionString) : Path.GetFullPath(settings.Data);
}
