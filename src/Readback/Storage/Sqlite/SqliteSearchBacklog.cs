using System.Threading.Channels;
using Readback.Storage.Search;

namespace Readback.Storage.Sqlite;

/// <summary>
/// Which spaces have a full segment of messages that may not be in the search index: noted by the writer as it writes, given
/// on when that is committed. Who only reads a store changes nothing in it: nothing is waiting before the first commit, and
/// with it all spaces are, for the process before this one may have ended anywhere.
/// </summary>
internal sealed class SqliteSearchBacklog(SegmentSizes sizes)
{
    private readonly Channel<bool> _woken = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
    private readonly HashSet<long> _noted = [];
    private readonly Lock _lock = new();
    private HashSet<long> _waiting = [];
    private bool _isAllWaiting = true;

    /// <summary>A transaction writes messages; on the writer's thread. If it fails, to look in vain is all that comes of it.</summary>
    public void Note(IEnumerable<NewText> messages)
    {
        foreach (var message in messages)
        {
            if (sizes.Ends(MessageId.Number(message.Id)))
            {
                _noted.Add(MessageId.Space(message.Id));
            }
        }
    }

    /// <summary>A transaction has been committed; on the writer's thread.</summary>
    public void Commit()
    {
        lock (_lock)
        {
            _waiting.UnionWith(_noted);
            _noted.Clear();
            if (!_isAllWaiting && _waiting.Count == 0)
            {
                return;
            }
        }
        _woken.Writer.TryWrite(true);
    }

    /// <summary>What was taken could not be done: all spaces are looked at again after the next commit.</summary>
    public void LookAgain()
    {
        lock (_lock)
        {
            _isAllWaiting = true;
        }
    }

    /// <summary>There is nothing more to come.</summary>
    public void End() => _woken.Writer.Complete();

    /// <summary>Waits until there is something to do; false when nothing more comes.</summary>
    public async ValueTask<bool> Wait()
    {
        if (!await _woken.Reader.WaitToReadAsync())
        {
            return false;
        }
        _woken.Reader.TryRead(out _);
        return true;
    }

    /// <summary>The spaces that wait; <c>null</c> is all of them.</summary>
    public IReadOnlyCollection<long>? Take()
    {
        lock (_lock)
        {
            var taken = _isAllWaiting ? null : _waiting;
            (_waiting, _isAllWaiting) = ([], false);
            return taken;
        }
    }
}
