using Readback.Directory;
using Readback.Feed;
using Readback.Storage;

namespace Readback.Nodes;

/// <summary>
/// Who is online by way of the other nodes. A node is believed while it beats; when it has been silent for too long, or
/// said that it leaves, nobody is online by way of it any more.
/// </summary>
internal sealed class RemotePresence(
    NodeId me, IStore store, DirectoryCache directory, Presence presence, FeedHub feeds, TimeProvider clock)
{
    /// <summary>How long a node may be silent before its users count as gone, in seconds (contract, section 4).</summary>
    public const int SilentSeconds = 15;

    /// <summary>How long the users of a node that leaves have to come to another one, in seconds.</summary>
    public const int LeavingSeconds = SpacePresence.LingerSeconds;

    /// <summary>How long a silent node keeps its place in the database, in seconds.</summary>
    private const int GivenUpSeconds = 120;

    /// <summary>The most that one look adds to a node's silence: while the database was away nobody could beat.</summary>
    private static readonly TimeSpan LongestStep = TimeSpan.FromSeconds(2);

    private readonly Dictionary<string, KnownNode> _known = [];
    private long _lookedAt;

    /// <summary>Reads what changed. One look at a time.</summary>
    public async Task Look()
    {
        var (nodes, changes) = await store.Read(ReadChanges);
        var step = _lookedAt == 0 ? TimeSpan.Zero : clock.GetElapsedTime(_lookedAt);
        _lookedAt = clock.GetTimestamp();
        foreach (var node in nodes)
        {
            await Follow(node, changes.GetValueOrDefault(node.Id) ?? [], step < LongestStep ? step : LongestStep);
        }
        foreach (var gone in _known.Keys.Except(nodes.Select(node => node.Id)).ToList())
        {
            Forget(gone);
            _known.Remove(gone);
        }
    }

    private async ValueTask<(List<NodeRow>, Dictionary<string, List<NodePresenceRow>>)> ReadChanges(Db db)
    {
        var nodes = await NodeTable.All(db);
        nodes.RemoveAll(node => node.Id == me.Text);
        var changes = new Dictionary<string, List<NodePresenceRow>>();
        foreach (var node in nodes)
        {
            var known = _known.TryGetValue(node.Id, out var before) ? before.Version : 0;
            if (node.Version > known)
            {
                changes[node.Id] = await NodeTable.PresenceAfter(db, node.Id, known);
            }
        }
        return (nodes, changes);
    }

    private async Task Follow(NodeRow row, List<NodePresenceRow> changes, TimeSpan step)
    {
        if (!_known.TryGetValue(row.Id, out var node))
        {
            _known.Add(row.Id, node = new KnownNode { Beat = row.Beat });
        }
        var isBeating = node.Beat != row.Beat;
        node.Silence = isBeating ? TimeSpan.Zero : node.Silence + step;
        node.Leaving = row.IsLeaving ? node.Leaving + step : TimeSpan.Zero;
        (node.Beat, node.Version) = (row.Beat, row.Version);
        foreach (var change in changes)
        {
            node.Online[(change.Space, change.User)] = change.Online;
        }
        var isBelieved = node.Silence < TimeSpan.FromSeconds(SilentSeconds) && node.Leaving < TimeSpan.FromSeconds(LeavingSeconds);
        if (isBelieved != node.IsBelieved)
        {
            node.IsBelieved = isBelieved;
            await TellAll(row.Id, node);
        }
        else if (isBelieved)
        {
            foreach (var change in changes)
            {
                await Tell(row.Id, change.Space, change.User, change.Online);
            }
        }
        if (node.Silence >= TimeSpan.FromSeconds(GivenUpSeconds))
        {
            await store.Write(db => NodeTable.Delete(db, row));
        }
    }

    private async Task TellAll(string id, KnownNode node)
    {
        foreach (var ((space, user), online) in node.Online)
        {
            await Tell(id, space, user, online && node.IsBelieved);
        }
    }

    private void Forget(string id)
    {
        foreach (var (space, user) in _known[id].Online.Keys)
        {
            if (directory.UsernameOnRecord(user) is { } username && presence.Set(id, space, user, username, online: false))
            {
                feeds.TellPresence(space, user, username);
            }
        }
    }

    private async Task Tell(string node, long space, long user, bool online)
    {
        if (directory.UsernameOnRecord(user) is null)
        {
            // Made a moment ago, elsewhere.
            await directory.CatchUp();
        }
        if (directory.UsernameOnRecord(user) is { } username && presence.Set(node, space, user, username, online))
        {
            feeds.TellPresence(space, user, username);
        }
    }

    private sealed class KnownNode
    {
        public required long Beat { get; set; }

        public long Version { get; set; }

        public TimeSpan Silence { get; set; }

        public TimeSpan Leaving { get; set; }

        public bool IsBelieved { get; set; } = true;

        public Dictionary<(long Space, long User), bool> Online { get; } = [];
    }
}
