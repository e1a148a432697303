using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Readback.Configuration;
using Readback.Log;
using Readback.Tests.Hosting;

namespace Readback.Tests.Log;

/// <summary>When the log tells of a disk that fills up. On a disk that is really full: <c>DiskFullTests</c>, <c>DiskTests</c>.</summary>
[Trait("Engine", "Sqlite")]
public sealed class DiskWatchTests : ILogger<DiskWatch>
{
    private readonly List<(int Id, string Text)> _said = [];

    [Fact]
    public async Task A_disk_that_stays_low_is_told_of_once_an_hour()
    {
        await using var data = await TestData.Create();
        await using var store = await data.Open();
        using var meters = new TestMeterFactory();
        var clock = new FakeTimeProvider(ReadbackServer.Start);
        // No disk has so much room.
        var settings = data.In(new ReadbackSettings { Limits = new LimitSettings { DiskWarningMegabytes = int.MaxValue } });
        using var watch = new DiskWatch(store, settings, clock, meters, this);

        for (var minute = 0; minute <= 150; minute++)
        {
            await watch.Look();
            clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal([1211, 1211, 1211], _said.Select(said => said.Id));
        Assert.StartsWith("The disk of the data directory has ", watch.Warning, StringComparison.Ordinal);
        Assert.DoesNotContain(data.Path, watch.Warning, StringComparison.Ordinal);
    }

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _said.Add((eventId.Id, formatter(state, exception)));
}
