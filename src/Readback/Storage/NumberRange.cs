using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Readback.Storage;

/// <summary>Message numbers of one space from <paramref name="From"/> to <paramref name="To"/>, both included.</summary>
internal readonly record struct NumberRange(long From, long To)
{
    public long Count => To - From + 1;

    public bool IsEmpty => To < From;

    public bool Contains(long number) => number >= From && number <= To;

    public bool Contains(NumberRange other) => other.From >= From && other.To <= To;

    public NumberRange Overlap(NumberRange other) => new(Math.Max(From, other.From), Math.Min(To, other.To));
}

internal static class NumberRanges
{
    /// <summary>The fewest ranges that hold exactly these numbers, in rising order.</summary>
    public static List<NumberRange> Of(IEnumerable<long> numbers)
    {
        var sorted = numbers.ToArray();
        if (!IsRising(sorted))
        {
            Array.Sort(sorted);
        }
        var ranges = new List<NumberRange>();
        for (var next = 0; next < sorted.Length;)
        {
            var first = next++;
            while (next < sorted.Length && sorted[next] <= sorted[next - 1] + 1)
            {
                next++;
            }
            ranges.Add(new NumberRange(sorted[first], sorted[next - 1]));
        }
        return ranges;
    }

    /// <summary>As screens and scripts give them: they have them from a list.</summary>
    private static bool IsRising(ReadOnlySpan<long> numbers)
    {
        for (var i = 1; i < numbers.Length; i++)
        {
            if (numbers[i] < numbers[i - 1])
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>Which of some rising ranges, of which no two overlap, holds a number; -1 where none does.</summary>
    public static int Holding<T>(IReadOnlyList<T> rising, Func<T, NumberRange> rangeOf, long number)
    {
        var (low, high) = (0, rising.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = rangeOf(rising[middle]).From <= number ? (middle + 1, high) : (low, middle);
        }
        return low > 0 && rangeOf(rising[low - 1]).Contains(number) ? low - 1 : -1;
    }

    /// <summary>Rising ranges with the gaps between them filled that hold at most so many numbers.</summary>
    public static List<NumberRange> Bridge(IReadOnlyList<NumberRange> ranges, int maxGap)
    {
        var bridged = new List<NumberRange>();
        foreach (var range in ranges)
        {
            if (bridged.Count > 0 && range.From - bridged[^1].To - 1 <= maxGap)
            {
                bridged[^1] = bridged[^1] with { To = range.To };
            }
            else
            {
                bridged.Add(range);
            }
        }
        return bridged;
    }

    /// <summary>The fewest ranges that hold what these hold, in rising order.</summary>
    public static List<NumberRange> Merge(IEnumerable<NumberRange> ranges)
    {
        var merged = new List<NumberRange>();
        foreach (var range in ranges.OrderBy(range => range.From))
        {
            if (merged.Count > 0 && range.From <= merged[^1].To + 1)
            {
                merged[^1] = merged[^1] with { To = Math.Max(merged[^1].To, range.To) };
            }
            else
            {
                merged.Add(range);
            }
        }
        return merged;
    }

    /// <summary>As the log keeps and the feed sends them: <c>[[1180,1187],[1190,1190]]</c>.</summary>
    public static string ToJson(IReadOnlyList<NumberRange> ranges)
    {
        var json = new StringBuilder("[");
        foreach (var range in ranges)
        {
            json.Append(CultureInfo.InvariantCulture, $"{(json.Length > 1 ? "," : "")}[{range.From},{range.To}]");
        }
        return json.Append(']').ToString();
    }

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    public static List<NumberRange> FromJson(string json)
    {
        var ranges = new List<NumberRange>();
        using var document = JsonDocument.Parse(json);
        foreach (var range in document.RootElement.EnumerateArray())
        {
            ranges.Add(new NumberRange(range[0].GetInt64(), range[1].GetInt64()));
        }
        return ranges;
    }
}
