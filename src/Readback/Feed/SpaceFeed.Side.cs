using Readback.Storage;

namespace Readback.Feed;

/// <summary>What a space tells besides its log: counts of receipts in large spaces, and who is online.</summary>
internal sealed partial class SpaceFeed
{
    /// <summary>Whether it is long enough since counts were told.</summary>
    private bool MayCount => _clock.GetElapsedTime(_receiptsSentAt) >= TimeSpan.FromMilliseconds(ReceiptsMilliseconds);

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
            CountWhenDue();
        }
    }

    /// <summary>At once where it is long since counts were told; else a message may come first that takes them along.</summary>
    private void CountWhenDue()
    {
        var wait = TimeSpan.FromMilliseconds(ReceiptsMilliseconds + ReceiptsRideMilliseconds) - _clock.GetElapsedTime(_receiptsSentAt);
        _receiptsDue.Change(MayCount ? TimeSpan.Zero : wait, Timeout.InfiniteTimeSpan);
    }

    private async Task CountReceipts()
    {
        await _turn.WaitAsync();
        try
        {
            if (_newlyRead.Count > 0 && !MayCount)
            {
                // They went out with a message while this waited for its turn, and more was read since.
                CountWhenDue();
            }
            else if (_newlyRead.Count > 0)
            {
                await CatchUp(areCountsDue: true);
                _newlyRead.Clear();
            }
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

    private void Counted(bool areTold)
    {
        _newlyRead.Clear();
        if (areTold)
        {
            _receiptsSentAt = _clock.GetTimestamp();
        }
    }

    /// <summary>Somebody has been without a stream for long enough; unless one came meanwhile, all others are told.</summary>
    private Task Announce(Absence absence) => InTurn(() =>
    {
        if (_presence.Leave(absence) is { } username)
        {
            TellPresenceSoon(absence.User, username);
        }
    });

    /// <summary>Somebody came to another node, or went from it.</summary>
    public Task TellPresence(long user, string username) => InTurn(() => TellPresenceSoon(user, username));

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
    private Task TellPresence() => InTurn(() =>
    {
        var told = _cameOrWent.Select(who => PresenceEvent(who.Key, who.Value.Username, who.Value.Change)).ToList();
        _cameOrWent.Clear();
        Distribute(told);
    });

    private FeedEvent PresenceEvent(long user, string username, long change) => new(
        null, null, null,
        EventBytes.Of("presence", new PresenceChanged(username, _presence.IsOnline(user)), FeedJson.Default.PresenceChanged),
        change);
}
