using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Readback.Log;
using Readback.Storage.Sqlite;
using Readback.Storage.Verification;
using Readback.Tests.Hosting;

namespace Readback.Tests.Log;

/// <summary>The write path alone, on a database of its own.</summary>
internal sealed class LogRig : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TestMeterFactory _meters = new();

    public LogRig()
    {
        Store = SqliteStore.Open(_folder.Path, NullLogger<SqliteStore>.Instance);
        Writer = new LogWriter(Store, Clock, new LogSignal(), new LogMetrics(_meters), NullLogger<LogWriter>.Instance);
    }

    public FakeTimeProvider Clock { get; } = new(ReadbackServer.Start);

    public SqliteStore Store { get; }

    public LogWriter Writer { get; }

    /// <summary>Appends all of these while the writer is held, and returns their answers in order.</summary>
    public async Task<LogAnswer[]> AppendTogether(IEnumerable<Func<Task<LogAnswer>>> appends)
    {
        List<Task<LogAnswer>> answers;
        await using (await HeldWriter.Hold(Store))
        {
            answers = [.. appends.Select(append => append())];
        }
        return await Task.WhenAll(answers);
    }

    public async Task AssertSound()
    {
        var found = await Store.Read(db => Verifier.Run(db, Verifier.Checks, _ => { }));
        Assert.Equal("", string.Join('\n', found.Select(result => $"{result.Name}: {string.Join("; ", result.Examples)}")));
    }

    public async ValueTask DisposeAsync()
    {
        await Writer.DisposeAsync();
        await Store.DisposeAsync();
        _meters.Dispose();
        _folder.Dispose();
    }
}
