using System.Runtime.InteropServices;
using Readback.Storage;
using Readback.Storage.Search;

namespace Readback.Log;

/// <summary>All that a decided batch writes, collected so that each table is written in one go.</summary>
internal sealed class BatchRows
{
    private readonly Dictionary<(long Space, long User), long> _readCounts = [];

    public List<MessageRow> Messages { get; } = [];
    public List<LogEntry> Log { get; } = [];
    public List<ReadEntry> Reads { get; } = [];
    public ReadChangeSums Readers { get; } = new();
    public List<IdempotencyKey> Keys { get; } = [];

    /// <summary>Of who has read something: with all own messages.</summary>
    public Dictionary<(long Space, long User), ReadRuns> Runs { get; } = [];

    /// <summary>Spaces whose last date lies so far ahead of the clock that the clock must have been set back.</summary>
    public List<(long Space, long NextNumber, DateTimeOffset LastDate)> SetBack { get; } = [];

    public void CountRead(long space, long user, long count) =>
        CollectionsMarshal.GetValueRefOrAddDefault(_readCounts, (space, user), out _) += count;

    public async ValueTask Write(Db db, IReadOnlyCollection<SpaceHead> heads)
    {
        var lastNumbers = heads.ToDictionary(head => head.SpaceId, head => head.LastNumber);
        await Storage.Messages.Insert(db, Messages);
        await db.Search.Add(db, Messages.Select(message => new NewText(message.Id, message.Content)));
        await DateSteps.Insert(db, SetBack.Select(step => (step.Space, step.NextNumber)));
        await LogEntries.Insert(db, Log);
        await ReadStates.InsertEntries(db, Reads);
        await ReadStates.DeleteRuns(db, Runs.SelectMany(r => r.Value.Removed.Select(from => (r.Key.Space, r.Key.User, from))));
        await ReadStates.SaveRuns(db, Runs.SelectMany(r => r.Value.Changed.Select(run => (r.Key.Space, r.Key.User, run))));
        await ReadStates.AddToReadCounts(db, _readCounts.Select(c =>
            (c.Key.Space, c.Key.User, c.Value, OwnTo: Runs.ContainsKey(c.Key) ? lastNumbers[c.Key.Space] : 0)));
        await ReadChanges.Add(db, Readers.InOrder);
        await IdempotencyKeys.Save(db, Keys);
        await SpaceHeads.Update(db, heads);
    }
}
