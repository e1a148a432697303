namespace Readback.Storage.Search;

/// <summary>Numbers of messages: those of some ranges that are also in a set, where there is one.</summary>
internal sealed class MessageSelection(IReadOnlyList<NumberRange> ranges, NumberSet? set)
{
    public long Count { get; } = ranges.Sum(range => set is null ? Math.Max(0, range.Count) : set.Count(range));

    /// <summary>Some of the numbers in the order of the log, or against it.</summary>
    public List<long> Page(bool newestFirst, long offset, int size)
    {
        var page = new List<long>();
        foreach (var range in newestFirst ? ranges.Reverse() : ranges)
        {
            var count = set?.Count(range) ?? range.Count;
            if (offset >= count)
            {
                offset -= count;
                continue;
            }
            page.AddRange(In(range, newestFirst, offset).Take(size - page.Count));
            offset = 0;
        }
        return page;
    }

    /// <summary>
    /// Some of the numbers in the order of their senders. A first pass counts each sender's, which tells whose the page is; a
    /// second one picks the page.
    /// </summary>
    public List<long> PageBySender(SenderColumn senders, MessageOrder order, long offset, int size)
    {
        var counts = new long[senders.Senders];
        foreach (var number in All())
        {
            counts[senders.RankOf(number)]++;
        }
        var shares = new SenderShare?[senders.Senders];
        var onPage = new List<SenderShare>();
        for (var place = 0; place < counts.Length && size > 0; place++)
        {
            var rank = order.SendersDescending ? counts.Length - 1 - place : place;
            if (offset >= counts[rank])
            {
                offset -= counts[rank];
                continue;
            }
            var take = (int)Math.Min(size, counts[rank] - offset);
            onPage.Add(shares[rank] = new SenderShare(order.NewestFirst ? counts[rank] - offset - take : offset, take));
            (offset, size) = (0, size - take);
        }
        var wanted = onPage.Sum(share => share.Take);
        foreach (var number in All())
        {
            if (wanted == 0)
            {
                break;
            }
            wanted -= shares[senders.RankOf(number)]?.Offer(number) == true ? 1 : 0;
        }
        return [.. onPage.SelectMany(share => order.NewestFirst ? share.Numbers.AsEnumerable().Reverse() : share.Numbers)];
    }

    private IEnumerable<long> All() => ranges.SelectMany(range => In(range, newestFirst: false, 0));

    private IEnumerable<long> In(NumberRange range, bool newestFirst, long skip)
    {
        if (set is not null)
        {
            return set.In(range, newestFirst, skip);
        }
        return newestFirst ? Down(range.To - skip, range.From) : Up(range.From + skip, range.To);
    }

    private static IEnumerable<long> Up(long from, long to)
    {
        for (var number = from; number <= to; number++)
        {
            yield return number;
        }
    }

    private static IEnumerable<long> Down(long from, long to)
    {
        for (var number = from; number >= to; number--)
        {
            yield return number;
        }
    }

    /// <summary>What a page takes of one sender's messages.</summary>
    private sealed class SenderShare(long skip, int take)
    {
        private long _seen;

        public int Take => take;

        public List<long> Numbers { get; } = [];

        /// <summary>Is offered the sender's messages from the oldest on; says whether it took one.</summary>
        public bool Offer(long number)
        {
            if (_seen++ < skip || Numbers.Count == take)
            {
                return false;
            }
            Numbers.Add(number);
            return true;
        }
    }
}
