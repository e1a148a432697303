using System.Runtime.InteropServices;

namespace Readback.Storage;

/// <summary>
/// How the number of readers changes from one message to the next. A read of one number counts there alone; one of many adds
/// at its first number and takes away after its last, so that it costs the same however long it is. What is read at a number
/// is then the sum of all changes up to it; sums over blocks of 256 numbers, of 256 such blocks and so on keep that short.
/// </summary>
internal static class ReadChanges
{
    /// <summary>Level 0 is of numbers; each further one of blocks 256 times as large.</summary>
    public const int Levels = 5;

    /// <summary>The bits of a place that a level adds to those of the level above.</summary>
    public const int LevelBits = 8;

    public static ValueTask Add(Db db, IEnumerable<ReadChange> changes) => db.InsertMany(
        "read_change", "space_id, level, place, change, single",
        [.. changes.Select(c => new DbValue[] { c.SpaceId, c.Level, c.Place, c.Change, c.Single })],
        """
        ON CONFLICT (space_id, level, place) DO UPDATE
        SET change = read_change.change + excluded.change, single = read_change.single + excluded.single
        """);

    /// <summary>How many have read each message of a range, besides senders, in the order of numbers.</summary>
    public static async ValueTask<long[]> Readers(Db db, long space, NumberRange range)
    {
        var block = range.From >> LevelBits;
        var changes = await db.All(
            """
            SELECT place, change, single FROM read_change
            WHERE space_id = $1 AND level = 0 AND place BETWEEN $2 AND $3 ORDER BY place
            """,
            static r => (Number: r.Number(0), Change: r.Number(1), Single: r.Number(2)),
            space, block << LevelBits, range.To);
        var readers = new long[range.Count];
        var (open, next) = (await Before(db, space, block), 0);
        for (var number = range.From; number <= range.To; number++)
        {
            for (; next < changes.Count && changes[next].Number <= number; next++)
            {
                open += changes[next].Change;
                readers[number - range.From] = changes[next].Number == number ? changes[next].Single : 0;
            }
            readers[number - range.From] += open;
        }
        return readers;
    }

    /// <summary>The sum of the changes in all blocks of the first level before one: of each level those that the next lacks.</summary>
    private static async ValueTask<long> Before(Db db, long space, long block)
    {
        var asked = new List<DbValue[]>();
        for (var level = 1; level < Levels; level++)
        {
            var first = level == Levels - 1 ? 0 : block >> LevelBits << LevelBits;
            if (first < block)
            {
                asked.Add([space, level, first, block - 1]);
            }
            block >>= LevelBits;
        }
        var sums = await db.AllMany(
            """
            SELECT CAST(coalesce(sum(change), 0) AS BIGINT) FROM read_change
            WHERE space_id = $1 AND level = $2 AND place BETWEEN $3 AND $4
            """,
            static r => r.Number(0), asked);
        return sums.Sum(rows => rows[0]);
    }
}

/// <summary>One row of changes; they are ordered as their keys are.</summary>
internal readonly record struct ReadChange(long SpaceId, int Level, long Place, long Change, long Single) : IComparable<ReadChange>
{
    public int CompareTo(ReadChange other) =>
        SpaceId != other.SpaceId ? SpaceId.CompareTo(other.SpaceId)
        : Level != other.Level ? Level.CompareTo(other.Level)
        : Place.CompareTo(other.Place);
}

/// <summary>The changes of many reads, added up before any is written: a thousand readers of one message make one row.</summary>
internal sealed class ReadChangeSums
{
    private readonly Dictionary<(long Space, int Level, long Place), (long Change, long Single)> _sums = [];

    /// <summary>In the order of their key, in which they are written fastest.</summary>
    public IEnumerable<ReadChange> InOrder
    {
        get
        {
            var changes = _sums.Select(s => new ReadChange(s.Key.Space, s.Key.Level, s.Key.Place, s.Value.Change, s.Value.Single)).ToArray();
            Array.Sort(changes);
            return changes.Where(change => (change.Change, change.Single) != (0, 0));
        }
    }

    /// <summary>Somebody has read a range.</summary>
    public void Add(long space, NumberRange range)
    {
        if (range.Count == 1)
        {
            At(space, 0, range.From).Single++;
            return;
        }
        var (from, after) = (range.From, range.To + 1);
        for (var level = 0; level < ReadChanges.Levels && from != after; level++)
        {
            At(space, level, from).Change++;
            At(space, level, after).Change--;
            (from, after) = (from >> ReadChanges.LevelBits, after >> ReadChanges.LevelBits);
        }
    }

    private ref (long Change, long Single) At(long space, int level, long place) =>
        ref CollectionsMarshal.GetValueRefOrAddDefault(_sums, (space, level, place), out _);
}
