using Microsoft.Extensions.Logging.Abstractions;
using Readback.Configuration;
using Readback.Storage;
using Readback.Storage.Search;
using Readback.Storage.Sqlite;

namespace Readback.Tests.Hosting;

/// <summary>
/// A place for one test's data, on the engine that the run is for: <c>TEST_ENGINE</c> is <c>Sqlite</c> (where
/// nothing is said) or <c>Postgres</c>. The same tests run on both.
/// </summary>
internal sealed class TestData : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    private TestData(string? store) => Store = store;

    /// <summary>Whether this run is for PostgreSQL.</summary>
    public static bool IsPostgres { get; } = Environment.GetEnvironmentVariable("TEST_ENGINE") switch
    {
        null or "" or "Sqlite" => false,
        "Postgres" => true,
        var other => throw new InvalidOperationException($"TEST_ENGINE: there is no engine {other}."),
    };

    /// <summary>How tests cut the search index.</summary>
    public static SegmentSizes SmallSegments { get; } = new(Small: 4, Large: 16);

    /// <summary>The connection string, on PostgreSQL.</summary>
    public string? Store { get; }

    /// <summary>The data directory, on SQLite.</summary>
    public string Path => _folder.Path;

    public static async Task<TestData> Create() =>
        new(IsPostgres ? await (await PostgresServer.Shared).NewDatabase() : null);

    /// <summary>Opens it, ready for use.</summary>
    public async Task<IStore> Open()
    {
        // So small that a short history fills segments of both sizes.
        IStore store = IsPostgres
            ? Stores.Open(In(new ReadbackSettings()), NullLoggerFactory.Instance)
            : SqliteStore.Open(Path, NullLogger<SqliteStore>.Instance, SmallSegments);
        await store.Prepare();
        return store;
    }

    public ReadbackSettings In(ReadbackSettings settings) => settings with { Data = Path, Store = Store };

    public async ValueTask DisposeAsync()
    {
        if (Store is not null)
        {
            await (await PostgresServer.Shared).Drop(Store);
        }
        _folder.Dispose();
    }
}
