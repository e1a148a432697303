using Readback.Log;
using Readback.Storage;

namespace Readback.Bench.Seeding;

/// <summary>
/// The one place that writes with the log's own batches: what decides and writes a change is the same code as in the
/// server, only the changes do not arrive one by one.
/// </summary>
/// <param name="space">The space.</param>
/// <param name="sessions">Open sessions of those members who do anything, by their index.</param>
/// <param name="clock">When it is.</param>
internal sealed class SeedLog(long space, IReadOnlyDictionary<int, (string Session, long User)> sessions, SeedClock clock)
{
    private readonly KnownCallers _callers = new();

    public ValueTask Send(Db db, IEnumerable<(int Member, string Content)> sends) => Write(db,
        [.. sends.Select(send => new SendItem(By(send.Member), send.Content, key: null, contentHash: ""))]);

    public ValueTask Read(Db db, IEnumerable<int> members, int from, int to) => Write(db,
        [.. members.Select(member => new SetReadItem(By(member), [new NumberRange(from, to)]))]);

    private async ValueTask Write(Db db, List<LogItem> items)
    {
        var now = SpaceClock.Now(clock);
        var batch = new Batch(await BatchFacts.Load(db, items, _callers, now), now);
        if (items.Select(batch.Decide).Any(answer => answer.Outcome != LogOutcome.Done))
        {
            throw new InvalidOperationException("The log refused what was seeded.");
        }
        await batch.Rows.Write(db, [.. batch.ChangedHeads]);
    }

    private Author By(int member) => new(sessions[member].Session, sessions[member].User, space);
}
