using Readback.Storage;

namespace Readback.Chat;

/// <summary>
/// Counts what waits for somebody. Screens ask for this again and again while nothing happens, and are answered from memory as long as
/// nothing has been written since.
/// </summary>
/// <param name="store">Where the counters are.</param>
internal sealed class UnreadCounts(IStore store)
{
    /// <summary>Inboxes whose counts are kept.</summary>
    private const int MaxKept = 4096;

    private readonly SmallCache<(long Space, long User), Counted> _kept = new(MaxKept);

    /// <summary>The counts of one inbox, and the position of the log that they show.</summary>
    public async ValueTask<(UnreadCount Count, long Position)> Of(long space, long user, CancellationToken cancellation)
    {
        var changes = store.Changes;
        if (changes is not null && _kept.Find((space, user)) is { } kept && kept.Changes == changes)
        {
            return (kept.Count, kept.Position);
        }
        var (extent, read) = await store.Read(
            async db =>
            {
                var read = ReadStates.ReadCount(db, space, user);
                return (await InboxExtent.Read(db, space, user), await read.First());
            },
            cancellation);
        var counted = new Counted(changes, new UnreadCount(extent.Size - read, extent.Size), extent.Position);
        if (changes is not null)
        {
            _kept.Keep((space, user), counted);
        }
        return (counted.Count, counted.Position);
    }

    /// <param name="Changes">What the store had counted before it was asked: what came meanwhile makes this old.</param>
    private sealed record Counted(long? Changes, UnreadCount Count, long Position);
}
