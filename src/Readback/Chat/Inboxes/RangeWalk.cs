using Readback.Storage;

namespace Readback.Chat.Inboxes;

/// <summary>
/// Walks along ranges without ever listing their numbers. To walk from the newest, ranges are mirrored (every number
/// negated), so that one direction serves both.
/// </summary>
internal static class RangeWalk
{
    public static NumberRange Mirrored(this NumberRange range) => new(-range.To, -range.From);

    /// <summary>Skips <paramref name="offset"/> numbers and cuts out the next <paramref name="size"/>.</summary>
    public static async ValueTask<List<NumberRange>> Cut(this IAsyncEnumerable<NumberRange> ranges, long offset, int size)
    {
        var cut = new List<NumberRange>();
        var (skip, wanted) = (offset, (long)size);
        await foreach (var range in ranges)
        {
            var from = range.From + Math.Min(skip, range.Count);
            skip -= from - range.From;
            var to = Math.Min(range.To, from + wanted - 1);
            if (from <= to)
            {
                cut.Add(new NumberRange(from, to));
                wanted -= to - from + 1;
            }
            if (wanted == 0)
            {
                break;
            }
        }
        return cut;
    }

    /// <summary>What of <paramref name="delivered"/> no run covers. Both rise; a run may reach over several ranges.</summary>
    public static async IAsyncEnumerable<NumberRange> Without(
        this IEnumerable<NumberRange> delivered, IAsyncEnumerable<NumberRange> runs)
    {
        await using var run = runs.GetAsyncEnumerator();
        var hasRun = await run.MoveNextAsync();
        foreach (var range in delivered)
        {
            var next = range.From;
            while (hasRun && run.Current.From <= range.To)
            {
                if (run.Current.From > next)
                {
                    yield return new NumberRange(next, run.Current.From - 1);
                }
                next = Math.Max(next, run.Current.To + 1);
                if (run.Current.To > range.To)
                {
                    break;
                }
                hasRun = await run.MoveNextAsync();
            }
            if (next <= range.To)
            {
                yield return new NumberRange(next, range.To);
            }
        }
    }
}
