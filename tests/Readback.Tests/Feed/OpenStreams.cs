using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace Readback.Tests.Feed;

/// <summary>How many streams a server has open, by its own count: tells when it has noticed that one is gone.</summary>
public sealed class OpenStreams : IDisposable
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(10);

    private readonly MeterListener _listener = new();
    private volatile int _open;

    public OpenStreams(IServiceProvider server)
    {
        var meters = server.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == "readback.feed.streams" && ReferenceEquals(instrument.Meter.Scope, meters))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<int>((_, open, _, _) => _open = open);
        _listener.Start();
    }

    /// <summary>Returns once this many are open: the count is one that is asked, so it is asked until it says so.</summary>
    public async Task Are(int open)
    {
        using var guard = new CancellationTokenSource(Guard);
        for (_listener.RecordObservableInstruments(); _open != open; _listener.RecordObservableInstruments())
        {
            guard.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    public void Dispose() => _listener.Dispose();
}
