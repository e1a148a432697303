using System.Numerics;

namespace Readback.Storage.Search;

/// <summary>
/// Message numbers of one space, a bit for each: a million messages take 125 kB at most, and where a stretch of them holds
/// none, nothing. To count and to skip is to count bits.
/// </summary>
internal sealed class NumberSet
{
    private const int WordBits = 64;
    private const int PageWords = 512;
    private const int PageNumbers = PageWords * WordBits;

    /// <summary>A page without a number is <c>null</c>. Sets that grew out of one another share pages.</summary>
    private readonly List<ulong[]?> _pages = [];

    /// <summary>What the set takes of the memory, in bytes.</summary>
    public long Bytes => _pages.Sum(page => (long)sizeof(long) + (page is null ? 0 : PageWords * sizeof(ulong)));

    /// <summary>
    /// A set of its own that begins with the same numbers. The one that it came from stays as it is: what is added here must
    /// be above <paramref name="last"/>, and no page that reaches beyond that is shared.
    /// </summary>
    public NumberSet GrowingAfter(long last)
    {
        var grown = new NumberSet();
        grown._pages.AddRange(_pages);
        for (var page = PageOf(last + 1); page < grown._pages.Count; page++)
        {
            grown._pages[page] = (ulong[]?)grown._pages[page]?.Clone();
        }
        return grown;
    }

    public void Add(long number)
    {
        var page = PageOf(number);
        while (_pages.Count <= page)
        {
            _pages.Add(null);
        }
        var bit = (int)((number - 1) % PageNumbers);
        (_pages[page] ??= new ulong[PageWords])[bit / WordBits] |= 1UL << (bit % WordBits);
    }

    public NumberSet And(NumberSet other)
    {
        var both = new NumberSet();
        for (var page = 0; page < Math.Min(_pages.Count, other._pages.Count); page++)
        {
            both._pages.Add(_pages[page] is { } mine && other._pages[page] is { } others ? And(mine, others) : null);
        }
        return both;
    }

    /// <summary>How many numbers of the range are in the set.</summary>
    public long Count(NumberRange range)
    {
        var count = 0L;
        foreach (var (_, bits) in Words(range, newestFirst: false))
        {
            count += BitOperations.PopCount(bits);
        }
        return count;
    }

    /// <summary>The numbers of the range that are in the set, from one end of it on.</summary>
    /// <param name="range">Where to look.</param>
    /// <param name="newestFirst">From which end.</param>
    /// <param name="skip">How many to pass by.</param>
    public IEnumerable<long> In(NumberRange range, bool newestFirst, long skip = 0)
    {
        foreach (var (first, word) in Words(range, newestFirst))
        {
            var bits = word;
            if (BitOperations.PopCount(bits) is var count && count <= skip)
            {
                skip -= count;
                continue;
            }
            for (; bits != 0; skip--)
            {
                var bit = newestFirst ? WordBits - 1 - BitOperations.LeadingZeroCount(bits) : BitOperations.TrailingZeroCount(bits);
                bits &= ~(1UL << bit);
                if (skip <= 0)
                {
                    yield return first + bit;
                }
            }
            skip = 0;
        }
    }

    private static ulong[] And(ulong[] a, ulong[] b)
    {
        var both = new ulong[PageWords];
        for (var word = 0; word < PageWords; word++)
        {
            both[word] = a[word] & b[word];
        }
        return both;
    }

    private static int PageOf(long number) => (int)((number - 1) / PageNumbers);

    /// <summary>The words that have numbers of the range, each with the number that its lowest bit stands for.</summary>
    private IEnumerable<(long First, ulong Bits)> Words(NumberRange range, bool newestFirst)
    {
        range = range.Overlap(new NumberRange(1, (long)_pages.Count * PageNumbers));
        if (range.IsEmpty)
        {
            yield break;
        }
        var (first, last) = ((range.From - 1) / WordBits, (range.To - 1) / WordBits);
        for (var step = 0L; step <= last - first; step++)
        {
            var word = newestFirst ? last - step : first + step;
            if (_pages[(int)(word / PageWords)] is not { } page)
            {
                // On to the page's last word on the way.
                var left = newestFirst ? word % PageWords : PageWords - 1 - word % PageWords;
                step += left;
                continue;
            }
            var number = word * WordBits + 1;
            if ((page[word % PageWords] & Mask(range, number)) is var bits and not 0)
            {
                yield return (number, bits);
            }
        }
    }

    /// <summary>The bits of a word that stand for numbers of the range.</summary>
    private static ulong Mask(NumberRange range, long first)
    {
        var mask = ulong.MaxValue;
        if (range.From > first)
        {
            mask &= ulong.MaxValue << (int)(range.From - first);
        }
        if (range.To < first + WordBits - 1)
        {
            mask &= ulong.MaxValue >> (int)(first + WordBits - 1 - range.To);
        }
        return mask;
    }
}
