using System.Diagnostics.Metrics;
using Readback.Log;

namespace Readback.Feed;

/// <summary>What an operator of the server watches of the feed.</summary>
internal sealed class FeedMetrics
{
    private readonly UpDownCounter<int> _streams;
    private readonly Counter<long> _deliveries;
    private readonly Counter<long> _fallenBehind;

    public FeedMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(LogMetrics.MeterName);
        _streams = meter.CreateUpDownCounter<int>("readback.feed.streams", "{stream}", "Open streams");
        _deliveries = meter.CreateCounter<long>("readback.feed.deliveries", "{event}", "Events put in a stream's line");
        _fallenBehind = meter.CreateCounter<long>("readback.feed.fallen_behind", "{stream}", "Streams ended because they did not keep up");
    }

    public void Opened() => _streams.Add(1);

    public void Closed() => _streams.Add(-1);

    public void Delivered(int streams) => _deliveries.Add(streams);

    public void FellBehind() => _fallenBehind.Add(1);
}
