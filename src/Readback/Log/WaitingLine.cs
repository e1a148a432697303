using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;

namespace Readback.Log;

/// <summary>
/// Changes that wait for the next batch. The line is bounded in number and in memory, and no one user can fill it: who comes
/// past that is told at once to come again, so that whoever is let in does not wait for long.
/// </summary>
internal sealed class WaitingLine
{
    /// <summary>Changes that may wait.</summary>
    private const int MaxWaiting = 8192;

    /// <summary>Changes of one user that may wait: a program gone wild must leave room for everybody else.</summary>
    public const int MaxWaitingPerUser = 2048;

    /// <summary>What all that waits may take in memory, in bytes: a set-read of many scattered messages is large.</summary>
    private const long MaxWaitingBytes = 32 * 1024 * 1024;

    private readonly Channel<LogItem> _line = Channel.CreateBounded<LogItem>(
        new BoundedChannelOptions(MaxWaiting) { SingleReader = true });

    private readonly ConcurrentDictionary<long, int> _ofUsers = [];
    private long _bytes;

    /// <summary>Changes that wait.</summary>
    public int Count => _line.Reader.Count;

    /// <summary>Lets a change in; where there is no room, says why.</summary>
    public bool TryEnter(LogItem item, out LogOutcome refusal)
    {
        refusal = LogOutcome.TooMuchWaits;
        if (_ofUsers.AddOrUpdate(item.Author.UserId, 1, static (_, count) => count + 1) > MaxWaitingPerUser)
        {
            refusal = LogOutcome.TooMuchOfUserWaits;
        }
        else if (Interlocked.Add(ref _bytes, item.Bytes) <= MaxWaitingBytes && _line.Writer.TryWrite(item))
        {
            return true;
        }
        else
        {
            Interlocked.Add(ref _bytes, -item.Bytes);
        }
        Uncount(item.Author.UserId);
        return false;
    }

    /// <summary>Waits for the next change; false where none will come any more.</summary>
    public ValueTask<bool> IsNext() => _line.Reader.WaitToReadAsync();

    public bool TryTake([NotNullWhen(true)] out LogItem? item)
    {
        if (!_line.Reader.TryRead(out item))
        {
            return false;
        }
        Interlocked.Add(ref _bytes, -item.Bytes);
        Uncount(item.Author.UserId);
        return true;
    }

    /// <summary>Nobody is let in any more.</summary>
    public void Close() => _line.Writer.TryComplete();

    private void Uncount(long user)
    {
        if (_ofUsers.AddOrUpdate(user, 0, static (_, count) => count - 1) == 0)
        {
            _ofUsers.TryRemove(KeyValuePair.Create(user, 0));
        }
    }
}
