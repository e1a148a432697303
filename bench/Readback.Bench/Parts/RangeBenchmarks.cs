using BenchmarkDotNet.Attributes;
using Readback.Log;
using Readback.Storage;

namespace Readback.Bench.Parts;

/// <summary>Numbers to ranges and ranges to runs, as every set-read does; the numbers of one call, 10,000 at most.</summary>
public class RangeBenchmarks
{
    private long[] _adjoining = [];
    private long[] _scattered = [];
    private NumberRange[] _runs = [];

    [Params(20, 10_000)]
    public int Numbers { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        _adjoining = [.. Enumerable.Range(1, Numbers).Select(number => (long)number)];
        _scattered = [.. _adjoining.Select(number => number * 3)];
        _runs = [.. _scattered.Select(number => new NumberRange(number, number))];
        new Random(1).Shuffle(_scattered);
    }

    [Benchmark(Baseline = true)]
    public long[] Sort_alone() => [.. _scattered.Order()];

    [Benchmark]
    public int Ranges_of_adjoining() => NumberRanges.Of(_adjoining).Count;

    [Benchmark]
    public int Ranges_of_scattered() => NumberRanges.Of(_scattered).Count;

    /// <summary>Fills every gap between as many runs, until one run is left.</summary>
    [Benchmark]
    public int Runs_filled()
    {
        var runs = new ReadRuns();
        runs.Load(_runs);
        runs.Read([new NumberRange(1, 3L * Numbers)]);
        return runs.Changed.Count();
    }
}
