using System.Diagnostics.Metrics;
using Readback.Log;

namespace Readback.Feed;

/// <summary>What an operator of the server watches of the feed.</summary>
internal sealed class FeedMetrics
{
    private readonly UpDownCounter<int> _streams;
    private long _deliveries;
    private long _fallenBehind;

    public FeedMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(LogMetrics.MeterName);
        _streams = meter.CreateUpDownCounter<int>("readback.feed.streams", "{stream}", "Open streams");
        meter.CreateObservableCounter("readback.feed.deliveries", () => Volatile.Read(ref _deliveries), "{event}", "Events put in a stream's line");
        meter.CreateObservableCounter("readback.feed.fallen_behind", () => Volatile.Read(ref _fallenBehind), "{stream}", "Streams ended because they did not keep up");
    }

    public void Opened() => _streams.Add(1);

    public void Closed() => _streams.Add(-1);

    public void Delivered(int streams) => Interlocked.Add(ref _deliveries, streams);

    public void FellBehind() => Interlocked.Increment(ref _fallenBehind);
}
