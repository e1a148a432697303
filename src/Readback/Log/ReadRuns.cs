using Readback.Storage;

namespace Readback.Log;

/// <summary>
/// The part of one user's read runs that a batch touches: loaded around what is asked, changed in memory, and told
/// apart from what was loaded at the end. Each reading is one pass over the runs that it touches, however many these are.
/// </summary>
internal sealed class ReadRuns
{
    private readonly SortedDictionary<long, long> _loaded = [];
    private List<NumberRange>? _runs;

    /// <summary>Runs as they are stored; all of them are loaded before anything is read.</summary>
    public void Load(IEnumerable<NumberRange> runs)
    {
        foreach (var run in runs)
        {
            _loaded[run.From] = run.To;
        }
    }

    /// <summary>Reads ranges (rising, and apart) and returns what of them had not been read, in rising order.</summary>
    public List<NumberRange> Read(IReadOnlyList<NumberRange> ranges)
    {
        var runs = Runs;
        // All that overlaps or adjoins, from the first range to the last.
        var first = IndexOf(runs, run => run.To >= ranges[0].From - 1);
        var touched = runs.GetRange(first, IndexOf(runs, run => run.From > ranges[^1].To + 1) - first);
        var unread = Without(ranges, touched);
        if (unread.Count > 0)
        {
            runs.RemoveRange(first, touched.Count);
            runs.InsertRange(first, Joined(touched, unread));
        }
        return unread;
    }

    /// <summary>The starts of runs that are no more.</summary>
    public IEnumerable<long> Removed => _loaded.Keys.Where(from =>
        IndexOf(Runs, run => run.From >= from) is var at && (at == Runs.Count || Runs[at].From != from));

    /// <summary>Runs that are new or end elsewhere now.</summary>
    public IEnumerable<NumberRange> Changed =>
        Runs.Where(run => !_loaded.TryGetValue(run.From, out var to) || to != run.To);

    private List<NumberRange> Runs => _runs ??= [.. _loaded.Select(run => new NumberRange(run.Key, run.Value))];

    private static List<NumberRange> Without(IReadOnlyList<NumberRange> ranges, List<NumberRange> runs)
    {
        var unread = new List<NumberRange>();
        var i = 0;
        foreach (var range in ranges)
        {
            var next = range.From;
            for (; i < runs.Count && runs[i].From <= range.To; i++)
            {
                if (runs[i].From > next)
                {
                    unread.Add(new NumberRange(next, runs[i].From - 1));
                }
                next = Math.Max(next, runs[i].To + 1);
                if (next > range.To)
                {
                    // The run may reach into the next range.
                    break;
                }
            }
            if (next <= range.To)
            {
                unread.Add(new NumberRange(next, range.To));
            }
        }
        return unread;
    }

    /// <summary>Two rows of ranges, each rising and neither overlapping the other, as maximal ones.</summary>
    private static List<NumberRange> Joined(List<NumberRange> these, List<NumberRange> those)
    {
        var joined = new List<NumberRange>(these.Count + those.Count);
        for (var (a, b) = (0, 0); a < these.Count || b < those.Count;)
        {
            var next = b == those.Count || (a < these.Count && these[a].From < those[b].From) ? these[a++] : those[b++];
            if (joined.Count > 0 && joined[^1].To == next.From - 1)
            {
                joined[^1] = joined[^1] with { To = next.To };
            }
            else
            {
                joined.Add(next);
            }
        }
        return joined;
    }

    /// <summary>The first run of which something holds that holds of all after it; how many there are where it holds of none.</summary>
    private static int IndexOf(List<NumberRange> runs, Func<NumberRange, bool> holds)
    {
        var (low, high) = (0, runs.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = holds(runs[middle]) ? (low, middle) : (middle + 1, high);
        }
        return low;
    }
}
