using Readback.Storage;

namespace Readback.Feed;

/// <summary>Counts of who has read some messages, as they are now.</summary>
internal static class ReceiptEvents
{
    /// <summary>Counts that one event holds at most.</summary>
    private const int MaxCounts = 2000;

    public static async ValueTask<List<FeedEvent>> Of(Db db, long space, IEnumerable<NumberRange> ranges)
    {
        var counts = new List<long[]>();
        foreach (var range in NumberRanges.Merge(ranges))
        {
            counts.AddRange((await MessageReceipts.InRange(db, space, range)).Select(r => new[] { r.Number, r.ReadCount }));
        }
        return
        [
            .. counts.Chunk(MaxCounts).Select(chunk => new FeedEvent(
                null, null, null, EventBytes.Of("receipts", new ReceiptsCounted(chunk), FeedJson.Default.ReceiptsCounted))),
        ];
    }
}
