using CsCheck;
using Readback.Storage;
using Readback.Storage.Search;

namespace Readback.Tests.Storage.Search;

/// <summary>Sets of numbers against plain ones. The numbers lie around the edges of words and pages.</summary>
public sealed class NumberSetTests
{
    private static readonly long[] Edges = [1, 64, 4096, 32768, 65536, 100_000];

    private static readonly Gen<long> AnyNumber =
        Gen.Select(Gen.Int[0, Edges.Length - 1], Gen.Long[-3, 70], (edge, by) => Math.Max(1, Edges[edge] + by));

    private static readonly Gen<long[]> AnyNumbers = AnyNumber.Array[0, 60];

    private static readonly Gen<NumberRange> AnyRange = Gen.Select(AnyNumber, AnyNumber, (a, b) => new NumberRange(Math.Min(a, b), Math.Max(a, b) - 1));

    [Fact]
    public void It_counts_and_lists_from_both_ends() =>
        Gen.Select(AnyNumbers, AnyRange, Gen.Int[0, 30]).Sample((numbers, range, skip) =>
        {
            var set = Set(numbers);
            var expected = numbers.Distinct().Order().Where(range.Contains).ToList();
            Assert.Equal(expected.Count, set.Count(range));
            Assert.Equal(expected.Skip(skip), set.In(range, newestFirst: false, skip));
            Assert.Equal(expected.AsEnumerable().Reverse().Skip(skip), set.In(range, newestFirst: true, skip));
        });

    [Fact]
    public void What_two_have_in_common() => Gen.Select(AnyNumbers, AnyNumbers).Sample((one, other) =>
        Assert.Equal(one.Intersect(other).Order(), Set(one).And(Set(other)).In(Everything, newestFirst: false)));

    [Fact]
    public void One_that_grows_leaves_the_other_as_it_is() => Gen.Select(AnyNumbers, AnyNumber, AnyNumbers).Sample((old, last, added) =>
    {
        old = [.. old.Where(number => number <= last)];
        added = [.. added.Where(number => number > last)];
        var before = Set(old);
        var after = before.GrowingAfter(last);
        Array.ForEach(added, after.Add);
        Assert.Equal(old.Distinct().Order(), before.In(Everything, newestFirst: false));
        Assert.Equal(old.Concat(added).Distinct().Order(), after.In(Everything, newestFirst: false));
    });

    [Fact]
    public void It_takes_a_bit_for_a_number_at_most()
    {
        Assert.InRange(Set([.. Enumerable.Range(1, 1_000_000).Select(number => (long)number)]).Bytes, 125_000, 130_000);
        Assert.InRange(Set([1_000_000]).Bytes, 0, 5_000);
    }

    private static NumberRange Everything => new(1, long.MaxValue / 2);

    private static NumberSet Set(long[] numbers)
    {
        var set = new NumberSet();
        Array.ForEach(numbers, set.Add);
        return set;
    }
}
