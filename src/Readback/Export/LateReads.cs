using Readback.Storage;

namespace Readback.Export;

/// <summary>
/// What was read after the position that an export shows, so that it can be left out. Followed while the export goes on;
/// ranges that adjoin are one, so that a thousand people who read along cost a thousand ranges.
/// </summary>
internal sealed class LateReads(long space, long position)
{
    private const int RangesBetweenMerges = 64;

    private readonly Dictionary<long, (List<NumberRange> Ranges, int Merged)> _users = [];
    private long _seen = position;

    /// <summary>Brings it up to what a transaction sees.</summary>
    public ValueTask CatchUp(Db db) => LogEntries.ReadsAfter(db, space, _seen, Add);

    /// <summary>What a user has read since, in rising order; nothing for most.</summary>
    public IReadOnlyList<NumberRange> Of(long user)
    {
        if (!_users.TryGetValue(user, out var late))
        {
            return [];
        }
        var merged = NumberRanges.Merge(late.Ranges);
        _users[user] = (merged, merged.Count);
        return merged;
    }

    private void Add(long position, long user, List<NumberRange> ranges)
    {
        _seen = position;
        var (all, merged) = _users.TryGetValue(user, out var late) ? late : ([], 0);
        all.AddRange(ranges);
        // Now and then, so that neither the list nor the work on it grows with every read.
        if (all.Count > 2 * merged + RangesBetweenMerges)
        {
            all = NumberRanges.Merge(all);
            merged = all.Count;
        }
        _users[user] = (all, merged);
    }
}
