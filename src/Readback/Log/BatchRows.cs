using System.Runtime.InteropServices;
using Readback.Storage;

namespace Readback.Log;

/// <summary>All that a decided batch writes, collected so that each table is written in one go.</summary>
internal sealed class BatchRows
{
    private readonly Dictionary<(long Space, long User), long> _readCounts = [];
    private readonly Dictionary<(long Space, NumberRange Range), long> _readers = [];

    public List<MessageRow> Messages { get; } = [];
    public List<(long Space, MessageReceipts Receipts)> Receipts { get; } = [];
    public List<LogEntry> Log { get; } = [];
    public List<ReadEntry> Reads { get; } = [];
    public List<IdempotencyKey> Keys { get; } = [];
    public Dictionary<(long Space, long User), ReadRuns> Runs { get; } = [];

    /// <summary>Spaces whose last date lies so far ahead of the clock that the clock must have been set back.</summary>
    public List<(long Space, long NextNumber, DateTimeOffset LastDate)> SetBack { get; } = [];

    public void CountRead(long space, long user, long count) =>
        CollectionsMarshal.GetValueRefOrAddDefault(_readCounts, (space, user), out _) += count;

    /// <summary>Readers of the same range in one batch cost one count.</summary>
    public void CountReader(long space, NumberRange range) =>
        CollectionsMarshal.GetValueRefOrAddDefault(_readers, (space, range), out _) += 1;

    public async ValueTask Write(Db db, IEnumerable<SpaceHead> heads)
    {
        await Storage.Messages.Insert(db, Messages);
        await db.Search.Add(db, Messages.Select(message => new NewText(message.Id, message.Content)));
        await DateSteps.Insert(db, SetBack.Select(step => (step.Space, step.NextNumber)));
        await MessageReceipts.Insert(db, Receipts);
        await LogEntries.Insert(db, Log);
        await ReadStates.InsertEntries(db, Reads);
        await ReadStates.DeleteRuns(db, Runs.SelectMany(r => r.Value.Removed.Select(from => (r.Key.Space, r.Key.User, from))));
        await ReadStates.SaveRuns(db, Runs.SelectMany(r => r.Value.Changed.Select(run => (r.Key.Space, r.Key.User, run))));
        await ReadStates.AddToReadCounts(db, _readCounts.Select(c => (c.Key.Space, c.Key.User, c.Value)));
        await MessageReceipts.AddReaders(db, _readers.Select(r => (r.Key.Space, r.Key.Range, r.Value)));
        await IdempotencyKeys.Save(db, Keys);
        await SpaceHeads.Update(db, heads);
    }
}
