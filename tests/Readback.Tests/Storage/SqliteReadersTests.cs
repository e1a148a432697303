using Microsoft.Extensions.Logging.Abstractions;
using Readback.Storage;
using Readback.Storage.Sqlite;
using Readback.Tests.Hosting;

namespace Readback.Tests.Storage;

/// <summary>A read that nobody waits for any more ends, wherever it is.</summary>
[Trait("Engine", "Sqlite")]
public sealed class SqliteReadersTests : IAsyncLifetime
{
    /// <summary>Long enough for nobody to wait for, and not without end: a test that fails should fail.</summary>
    private const string Long =
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000000) SELECT count(*) FROM n";

    private readonly TemporaryFolder _folder = new();
    private SqliteStore _store = null!;

    public ValueTask InitializeAsync()
    {
        _store = SqliteStore.Open(_folder.Path, NullLogger<SqliteStore>.Instance);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_statement_ends_that_begins_when_time_is_up_already()
    {
        using var time = new CancellationTokenSource();
        var wasReadToItsEnd = false;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _store.Read(
            async db =>
            {
                await time.CancelAsync(); // between two statements
                await db.Number(Long);
                wasReadToItsEnd = true;
                return 0;
            },
            time.Token));
        Assert.False(wasReadToItsEnd);
        Assert.Equal(1, await _store.Read(db => db.Number("SELECT 1"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_statement_ends_in_the_middle()
    {
        using var time = new CancellationTokenSource();
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var reading = Task.Run(() => _store.Read(
            async db =>
            {
                begun.SetResult();
                return await db.Number(Long);
            },
            time.Token));
        await begun.Task;
        await time.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    [Fact]
    public async Task What_is_more_than_may_wait_is_told_at_once_to_come_again()
    {
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var reads = Enumerable.Range(0, SqliteReaders.MaxReaders + SqliteReaders.MaxWaiting).Select(_ => _store.Read(async db =>
        {
            await open.Task;
            return await db.Number("SELECT 1");
        })).ToList();
        await Assert.ThrowsAsync<StoreBusyException>(() => _store.Read(db => db.Number("SELECT 1"), TestContext.Current.CancellationToken));
        Assert.All(reads, read => Assert.False(read.IsCompleted));

        open.SetResult();
        Assert.All(await Task.WhenAll(reads), number => Assert.Equal(1, number));
        Assert.Equal(1, await _store.Read(db => db.Number("SELECT 1"), TestContext.Current.CancellationToken));
    }
}
