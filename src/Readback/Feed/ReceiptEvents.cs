using Readback.Storage;

namespace Readback.Feed;

/// <summary>Counts of who has read some messages, as they are now.</summary>
internal static class ReceiptEvents
{
    /// <summary>All counts in one event; nothing where there is none.</summary>
    public static async ValueTask<FeedEvent?> Of(Db db, long space, IEnumerable<NumberRange> ranges)
    {
        var counts = new List<long[]>();
        foreach (var range in NumberRanges.Merge(ranges))
        {
            counts.AddRange((await MessageReceipts.InRange(db, space, range)).Select(r => new[] { r.Number, r.ReadCount }));
        }
        return counts.Count == 0
            ? null
            : new FeedEvent(
                null, null, null, EventBytes.Of("receipts", new ReceiptsCounted(counts), FeedJson.Default.ReceiptsCounted));
    }
}
