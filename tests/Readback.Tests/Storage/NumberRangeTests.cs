using CsCheck;
using Readback.Chat.Inboxes;
using Readback.Storage;

namespace Readback.Tests.Storage;

/// <summary>Ranges of numbers, and walks along them, against plain lists.</summary>
public sealed class NumberRangeTests
{
    private static readonly Gen<long> AnyNumber = Gen.Long[1, 60];

    private static readonly Gen<NumberRange> AnyRange =
        Gen.Select(AnyNumber, Gen.Long[-1, 9], (from, more) => new NumberRange(from, from + more));

    [Fact]
    public void Ranges_of_numbers_are_the_fewest_that_hold_them() => AnyNumber.Array[0, 40].Sample(numbers =>
    {
        var ranges = NumberRanges.Of(numbers);
        Assert.Equal(numbers.Distinct().Order(), ranges.SelectMany(Numbers));
        Assert.All(ranges.Zip(ranges.Skip(1)), pair => Assert.True(pair.First.To + 1 < pair.Second.From));
    });

    [Fact]
    public void Ranges_are_kept_as_lists_of_bounds()
    {
        Assert.Equal("[]", NumberRanges.ToJson([]));
        Assert.Equal("[[1180,1187]]", NumberRanges.ToJson([new(1180, 1187)]));
        Assert.Equal("[[1180,1187],[1190,1190]]", NumberRanges.ToJson([new(1180, 1187), new(1190, 1190)]));
    }

    [Fact]
    public void A_range_counts_holds_and_overlaps_as_its_numbers_do() => Gen.Select(AnyRange, AnyRange, AnyNumber).Sample((one, other, number) =>
    {
        Assert.Equal(Numbers(one).Count(), one.Count);
        Assert.Equal(!Numbers(one).Any(), one.IsEmpty);
        Assert.Equal(Numbers(one).Contains(number), one.Contains(number));
        Assert.Equal(Numbers(one).Intersect(Numbers(other)), Numbers(one.Overlap(other)));
    });

    [Fact]
    public Task A_page_cut_from_ranges_is_the_page_of_their_numbers() =>
        Gen.Select(AnyNumber.HashSet[0, 40], Gen.Int[0, 50], Gen.Int[1, 20], Gen.Bool).SampleAsync(async (numbers, offset, size, backward) =>
        {
            var ranges = NumberRanges.Of(numbers);
            var walked = backward ? ranges.AsEnumerable().Reverse().Select(RangeWalk.Mirrored) : ranges;
            var cut = await walked.ToAsyncEnumerable().Cut(offset, size);
            var expected = (backward ? numbers.OrderDescending() : numbers.Order()).Skip(offset).Take(size);
            Assert.Equal(expected, cut.SelectMany(Numbers).Select(number => backward ? -number : number));
        });

    [Fact]
    public Task Ranges_without_runs_are_their_numbers_without_them() =>
        Gen.Select(AnyNumber.HashSet[0, 40], AnyNumber.HashSet[0, 40]).SampleAsync(async (delivered, read) =>
        {
            var left = await NumberRanges.Of(delivered).Without(NumberRanges.Of(read).ToAsyncEnumerable()).ToListAsync();
            Assert.Equal(delivered.Except(read).Order(), left.SelectMany(Numbers));
            Assert.DoesNotContain(left, range => range.IsEmpty);
        });

    private static IEnumerable<long> Numbers(NumberRange range) =>
        Enumerable.Range(0, (int)Math.Max(0, range.To - range.From + 1)).Select(n => range.From + n);
}
