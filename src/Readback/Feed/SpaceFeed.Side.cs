using Readback.Storage;

namespace Readback.Feed;

/// <summary>What a space tells besides its log: counts of receipts in large spaces, and who is online.</summary>
internal sealed partial class SpaceFeed
{
    private void CountLater(IReadOnlyList<(long Reader, NumberRange Range)> reads)
    {
        if (reads.Count == 0)
        {
            return;
        }
        var isCounting = _newlyRead.Count > 0;
        _newlyRead.UnionWith(reads.Select(read => read.Range));
        if (!isCounting)
        {
            var since = _clock.GetElapsedTime(_receiptsSentAt);
            var wait = TimeSpan.FromMilliseconds(ReceiptsMilliseconds) - since;
            _receiptsDue.Change(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    private async Task CountReceipts()
    {
        await _turn.WaitAsync();
        try
        {
            var counts = await _store.Read(db => ReceiptEvents.Of(db, _space, _newlyRead));
            counts.ForEach(Distribute);
            _newlyRead.Clear();
            _receiptsSentAt = _clock.GetTimestamp();
        }
        catch (StoreUnavailableException e)
        {
            LogBehind(_space, e);
            _receiptsDue.Change(TimeSpan.FromMilliseconds(RetryMilliseconds), Timeout.InfiniteTimeSpan);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Somebody has been without a stream for long enough; unless one came meanwhile, all others are told.</summary>
    private async Task Announce(long user)
    {
        await _turn.WaitAsync();
        try
        {
            if (!_subscribers.ContainsKey(user) && _presence.Leave(user) is { } username)
            {
                Distribute(PresenceEvent(username, online: false));
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    private static FeedEvent PresenceEvent(string username, bool online) => new(
        null, null, null, EventBytes.Of("presence", new PresenceChanged(username, online), FeedJson.Default.PresenceChanged));
}
