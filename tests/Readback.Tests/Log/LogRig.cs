using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Readback.Log;
using Readback.Storage;
using Readback.Storage.Verification;
using Readback.Tests.Hosting;

namespace Readback.Tests.Log;

/// <summary>The write path alone, on a database of its own.</summary>
internal sealed class LogRig : IAsyncDisposable
{
    private readonly TestData _data;
    private readonly TestMeterFactory _meters = new();

    private LogRig(TestData data, IStore store)
    {
        (_data, Store) = (data, store);
        Writer = new LogWriter(Store, Clock, new LogSignal(), new LogMetrics(_meters), NullLogger<LogWriter>.Instance);
    }

    public static async Task<LogRig> Create()
    {
        var data = await TestData.Create();
        return new LogRig(data, await data.Open());
    }

    public FakeTimeProvider Clock { get; } = new(ReadbackServer.Start);

    public IStore Store { get; }

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
        await _data.DisposeAsync();
    }
}
