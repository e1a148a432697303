using System.Diagnostics.Metrics;

namespace Readback.Log;

/// <summary>What an operator of the server watches of the write path. No measure names a space: tenants stay apart.</summary>
internal sealed class LogMetrics
{
    public const string MeterName = "Readback";

    private readonly Histogram<double> _seconds;
    private readonly Histogram<int> _items;
    private readonly Counter<long> _failures;

    public LogMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _seconds = meter.CreateHistogram<double>("readback.log.commit.duration", "s", "From taking a batch to its being on disk");
        _items = meter.CreateHistogram<int>("readback.log.batch.size", "{change}", "Changes that shared one commit");
        _failures = meter.CreateCounter<long>("readback.log.failures", "{batch}", "Batches that could not be written");
    }

    public void Committed(int items, TimeSpan duration)
    {
        _items.Record(items);
        _seconds.Record(duration.TotalSeconds);
    }

    public void Failed() => _failures.Add(1);
}
