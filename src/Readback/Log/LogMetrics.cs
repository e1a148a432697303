using System.Diagnostics.Metrics;

namespace Readback.Log;

/// <summary>What an operator of the server watches of the write path. No measure names a space: tenants stay apart.</summary>
internal sealed class LogMetrics
{
    public const string MeterName = "Readback";

    private readonly Histogram<double> _seconds;
    private readonly Histogram<int> _items;
    private readonly Meter _meter;
    private long _messages;
    private long _failures;

    public LogMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(MeterName);
        _seconds = _meter.CreateHistogram<double>("readback.log.commit.duration", "s", "From taking a batch to its being on disk");
        _items = _meter.CreateHistogram<int>("readback.log.batch.size", "{change}", "Changes that shared one commit");
        _meter.CreateObservableCounter("readback.log.messages", () => Volatile.Read(ref _messages), "{message}", "Messages stored");
        _meter.CreateObservableCounter("readback.log.failures", () => Volatile.Read(ref _failures), "{batch}", "Batches that could not be written");
    }

    /// <summary>How many changes wait to be taken into a batch.</summary>
    public void WatchWaiting(Func<int> waiting) =>
        _meter.CreateObservableGauge("readback.log.waiting", waiting, "{change}", "Changes that wait to be written");

    public void Committed(int items, int messages, TimeSpan duration)
    {
        Interlocked.Add(ref _messages, messages);
        _items.Record(items);
        _seconds.Record(duration.TotalSeconds);
    }

    public void Failed() => Interlocked.Increment(ref _failures);
}
