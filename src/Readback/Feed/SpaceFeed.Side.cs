using Readback.Storage;

namespace Readback.Feed;

/// <summary>What a space tells besides its log: counts of receipts in large spaces, and who is online.</summary>
internal sealed partial class SpaceFeed
{
    private void CountLater(IReadOnlyList<NumberRange> read)
    {
        if (read.Count == 0)
        {
            return;
        }
        var isCounting = _newlyRead.Count > 0;
        _newlyRead.UnionWith(read);
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
            await CatchUp(isCounting: true);
            _newlyRead.Clear();
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

    private void Counted(FeedEvent? counts)
    {
        if (counts is not null)
        {
            Distribute([counts]);
            _receiptsSentAt = _clock.GetTimestamp();
        }
    }

    /// <summary>Somebody has been without a stream for long enough; unless one came meanwhile, all others are told.</summary>
    private async Task Announce(Absence absence)
    {
        await _turn.WaitAsync();
        try
        {
            if (_presence.Leave(absence) is { } username)
            {
                TellPresenceSoon(absence.User, username);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Somebody came to another node, or went from it.</summary>
    public async Task TellPresence(long user, string username)
    {
        await _turn.WaitAsync();
        try
        {
            TellPresenceSoon(user, username);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>
    /// When those have had their turn who wait for it now. What they change is told together: a thousand who come at once, each
    /// told to all others alone, would be a million writes.
    /// </summary>
    private void TellPresenceSoon(long user, string username)
    {
        _cameOrWent[user] = (username, ++_presenceChanges);
        if (_cameOrWent.Count == 1)
        {
            _ = Task.Run(TellPresence);
        }
    }

    /// <summary>What holds now, whatever came first.</summary>
    private async Task TellPresence()
    {
        await _turn.WaitAsync();
        try
        {
            var told = _cameOrWent.Select(who => PresenceEvent(who.Key, who.Value.Username, who.Value.Change)).ToList();
            _cameOrWent.Clear();
            Distribute(told);
        }
        finally
        {
            _turn.Release();
        }
    }

    private FeedEvent PresenceEvent(long user, string username, long change) => new(
        null, null, null,
        EventBytes.Of("presence", new PresenceChanged(username, _presence.IsOnline(user)), FeedJson.Default.PresenceChanged),
        change);
}
