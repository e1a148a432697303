using System.Runtime.InteropServices;
using System.Text;

namespace Readback.Storage.Search;

/// <summary>
/// Who sent each message of a space, four bytes a message: what it takes to sort by sender without asking about every message
/// again. Names are numbered in the order in which they first come.
/// </summary>
internal sealed class SenderColumn : KeptAnswer
{
    private const int PageNumbers = 8192;

    private readonly List<int[]> _pages;
    private readonly List<string> _names;
    private readonly Lazy<int[]> _ranks;

    private SenderColumn(List<int[]> pages, List<string> names, long to)
        : base(to)
    {
        (_pages, _names) = (pages, names);
        _ranks = new Lazy<int[]>(Ranks);
    }

    public static SenderColumn Empty { get; } = new([], [], 0);

    public override long Bytes => (long)_pages.Count * PageNumbers * sizeof(int) + _names.Sum(name => 2L * name.Length);

    public int Senders => _names.Count;

    /// <summary>The place of the sender of a message among all senders in the order of names.</summary>
    public int RankOf(long number) => _ranks.Value[_pages[(int)((number - 1) / PageNumbers)][(number - 1) % PageNumbers]];

    /// <summary>The same, up to a higher number. This one stays as it is: no page or list is shared that is written to.</summary>
    public async ValueTask<SenderColumn> GrowTo(Db db, long space, long to)
    {
        var pages = _pages.ToList();
        if (To % PageNumbers != 0)
        {
            pages[^1] = [.. pages[^1]];
        }
        while ((long)pages.Count * PageNumbers < to)
        {
            pages.Add(new int[PageNumbers]);
        }
        var names = _names.ToList();
        var places = names.Index().ToDictionary(name => name.Item, name => name.Index);
        await db.Each(
            "SELECT id, sender FROM message WHERE id BETWEEN $1 AND $2",
            row =>
            {
                var number = MessageId.Number(row.Number(0));
                ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(places, row.Text(1), out var isKnown);
                if (!isKnown)
                {
                    place = names.Count;
                    names.Add(row.Text(1));
                }
                pages[(int)((number - 1) / PageNumbers)][(number - 1) % PageNumbers] = place;
            },
            MessageId.Of(space, To + 1), MessageId.Of(space, to));
        return new SenderColumn(pages, names, to);
    }

    /// <summary>Names in the order of their bytes in UTF-8, as both engines sort them.</summary>
    private int[] Ranks()
    {
        var sorted = _names.Index().Select(name => (Bytes: Encoding.UTF8.GetBytes(name.Item), name.Index)).ToList();
        sorted.Sort(static (a, b) => a.Bytes.AsSpan().SequenceCompareTo(b.Bytes));
        var ranks = new int[sorted.Count];
        foreach (var (rank, name) in sorted.Index())
        {
            ranks[name.Index] = rank;
        }
        return ranks;
    }
}
