using Readback.Storage;

namespace Readback.Chat.Inboxes;

/// <summary>Counts what waits for somebody: from counters, and while nothing is written from memory.</summary>
/// <param name="store">Where the counters are.</param>
internal sealed class UnreadCounts(IStore store)
{
    /// <summary>Inboxes whose counts are kept.</summary>
    private const int MaxKept = 4096;

    private readonly UnchangedAnswers<(long Space, long User), (UnreadCount Count, long Position)> _answers = new(store, MaxKept);

    /// <summary>The counts of one inbox, and the position of the log that they show.</summary>
    public ValueTask<(UnreadCount Count, long Position)> Of(long space, long user, CancellationToken cancellation) =>
        _answers.Of((space, user), () => store.Read(db => Read(db, space, user), cancellation));

    private static async ValueTask<(UnreadCount Count, long Position)> Read(Db db, long space, long user)
    {
        var read = ReadStates.ReadCount(db, space, user);
        var extent = await InboxExtent.Read(db, space, user);
        return (new UnreadCount(extent.Size - await read.First(), extent.Size), extent.Position);
    }
}
