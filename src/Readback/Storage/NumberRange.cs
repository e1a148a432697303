using System.Globalization;
using System.Text;

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
        var ranges = new List<NumberRange>();
        foreach (var number in numbers.Order())
        {
            if (ranges.Count > 0 && number <= ranges[^1].To + 1)
            {
                ranges[^1] = ranges[^1] with { To = number };
            }
            else
            {
                ranges.Add(new NumberRange(number, number));
            }
        }
        return ranges;
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
}
