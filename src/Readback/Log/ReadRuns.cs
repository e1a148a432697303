using Readback.Storage;

namespace Readback.Log;

/// <summary>
/// The part of one user's read runs that a batch touches: loaded around what is asked, changed in memory, and told
/// apart from what was loaded at the end.
/// </summary>
internal sealed class ReadRuns
{
    private readonly SortedDictionary<long, long> _loaded = [];
    private readonly SortedList<long, long> _runs = [];

    public void Load(IEnumerable<NumberRange> runs)
    {
        foreach (var run in runs)
        {
            _loaded[run.From] = run.To;
            _runs[run.From] = run.To;
        }
    }

    /// <summary>What of a range is not read yet, in rising order.</summary>
    public List<NumberRange> Unread(NumberRange range)
    {
        var unread = new List<NumberRange>();
        var next = range.From;
        for (var i = IndexAtOrBefore(range.From); i < _runs.Count && _runs.Keys[i] <= range.To; i++)
        {
            if (_runs.Keys[i] > next)
            {
                unread.Add(new NumberRange(next, _runs.Keys[i] - 1));
            }
            next = Math.Max(next, _runs.Values[i] + 1);
        }
        if (next <= range.To)
        {
            unread.Add(new NumberRange(next, range.To));
        }
        return unread;
    }

    /// <summary>Adds a range that was unread, and joins it with the runs it adjoins.</summary>
    public void Add(NumberRange range)
    {
        var (from, to) = range;
        if (_runs.TryGetValue(to + 1, out var end))
        {
            _runs.Remove(to + 1);
            to = end;
        }
        var before = IndexAtOrBefore(from);
        if (before < _runs.Count && _runs.Values[before] == from - 1)
        {
            from = _runs.Keys[before];
        }
        _runs[from] = to;
    }

    /// <summary>The starts of runs that are no more.</summary>
    public IEnumerable<long> Removed => _loaded.Keys.Where(from => !_runs.ContainsKey(from));

    /// <summary>Runs that are new or end elsewhere now.</summary>
    public IEnumerable<NumberRange> Changed => _runs
        .Where(run => !_loaded.TryGetValue(run.Key, out var to) || to != run.Value)
        .Select(run => new NumberRange(run.Key, run.Value));

    /// <summary>The last run that starts at or before a number; where there is none, the first.</summary>
    private int IndexAtOrBefore(long number)
    {
        var (low, high) = (0, _runs.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _runs.Keys[middle] <= number ? (middle + 1, high) : (low, middle);
        }
        return Math.Max(low - 1, 0);
    }
}
