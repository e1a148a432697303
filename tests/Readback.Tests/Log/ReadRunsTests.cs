using CsCheck;
using Readback.Log;
using Readback.Storage;

namespace Readback.Tests.Log;

/// <summary>Runs against plain sets of numbers.</summary>
public sealed class ReadRunsTests
{
    private static readonly Gen<long> AnyNumber = Gen.Long[1, 40];

    private static readonly Gen<NumberRange> AnyRange =
        Gen.Select(AnyNumber, Gen.Long[0, 6], (from, more) => new NumberRange(from, from + more));

    [Fact]
    public void Unread_is_what_a_set_lacks() =>
        Gen.Select(AnyNumber.HashSet[0, 25], AnyRange).Sample((read, asked) =>
        {
            var runs = Loaded(read);
            Assert.Equal(NumberRanges.Of(Numbers(asked).Where(number => !read.Contains(number))), runs.Read([asked]));
        });

    [Fact]
    public void Runs_stay_maximal_and_know_what_to_write() =>
        Gen.Select(AnyNumber.HashSet[0, 25], AnyNumber.HashSet[1, 12].Array[0, 5]).Sample((read, additions) =>
        {
            var stored = NumberRanges.Of(read).ToDictionary(run => run.From, run => run.To);
            var runs = Loaded(read);
            foreach (var numbers in additions)
            {
                Assert.Equal(NumberRanges.Of(numbers.Except(read)), runs.Read(NumberRanges.Of(numbers)));
                read.UnionWith(numbers);
            }
            foreach (var from in runs.Removed)
            {
                Assert.True(stored.Remove(from));
            }
            foreach (var run in runs.Changed)
            {
                Assert.False(stored.TryGetValue(run.From, out var to) && to == run.To, "written though it was there");
                stored[run.From] = run.To;
            }
            Assert.Equal(NumberRanges.Of(read), stored.OrderBy(run => run.Key).Select(run => new NumberRange(run.Key, run.Value)));
        });

    [Fact]
    public void Loading_a_run_twice_is_loading_it_once()
    {
        var runs = new ReadRuns();
        runs.Load([new(1, 3), new(7, 9)]);
        runs.Load([new(7, 9)]);
        Assert.Empty(runs.Read([new(2, 3)]));
        Assert.Empty(runs.Changed);
        Assert.Empty(runs.Removed);
        Assert.Equal([new(4, 6), new(10, 10)], runs.Read([new(1, 10)]));
        Assert.Equal([new(1, 10)], runs.Changed);
        Assert.Equal([7], runs.Removed);
    }

    private static ReadRuns Loaded(IEnumerable<long> read)
    {
        var runs = new ReadRuns();
        runs.Load(NumberRanges.Of(read));
        return runs;
    }

    private static IEnumerable<long> Numbers(NumberRange range) => Enumerable.Range(0, (int)range.Count).Select(n => range.From + n);
}
