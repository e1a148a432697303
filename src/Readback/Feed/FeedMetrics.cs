using System.Diagnostics.Metrics;
using Readback.Log;

namespace Readback.Feed;

/// <summary>What an operator of the server watches of the feed.</summary>
internal sealed class FeedMetrics
{
    private int _streams;
    private long _deliveries;
    private long _fallenBehind;

    public FeedMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(LogMetrics.MeterName);
        meter.CreateObservableUpDownCounter("readback.feed.streams", () => Volatile.Read(ref _streams), "{stream}", "Open streams");
        meter.CreateObservableCounter("readback.feed.deliveries", () => Volatile.Read(ref _deliveries), "{event}", "Events put in a stream's line");
        meter.CreateObservableCounter("readback.feed.fallen_behind", () => Volatile.Read(ref _fallenBehind), "{stream}", "Streams ended because they did not keep up");
    }

    public void Opened() => Interlocked.Increment(ref _streams);

    public void Closed() => Interlocked.Decrement(ref _streams);

    public void Delivered(int streams) => Interlocked.Add(ref _deliveries, streams);

    public void FellBehind() => Interlocked.Increment(ref _fallenBehind);
}
