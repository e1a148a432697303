using Readback.Storage;

namespace Readback.Log;

/// <summary>What the database says, inside the transaction and with the spaces locked, of all that a batch asks.</summary>
internal sealed class BatchFacts
{
    /// <summary>How long an idempotency key is kept, in hours.</summary>
    public const int KeyHours = 24;

    /// <summary>Asked ranges with at most so many numbers between them are looked up at once: that costs less than another query.</summary>
    private const int MaxGapNumbers = 128;

    public required Dictionary<long, SpaceHead> Heads { get; init; }
    public required Dictionary<(string Session, long Space), CallerFacts?> Callers { get; init; }
    public required Dictionary<(long Space, long User, string Key), IdempotencyKey> Keys { get; init; }

    /// <summary>Of who reads: senders need none of this.</summary>
    public required Dictionary<(long Space, long User), List<Membership>> Memberships { get; init; }

    /// <summary>Of who reads: the runs around what is to be read, with all own messages.</summary>
    public required Dictionary<(long Space, long User), ReadRuns> Runs { get; init; }

    public static async ValueTask<BatchFacts> Load(Db db, IReadOnlyList<LogItem> batch, KnownCallers known, DateTimeOffset now)
    {
        var heads = (await SpaceHeads.Lock(db, batch.Select(item => item.Author.SpaceId))).ToDictionary(h => h.SpaceId);
        var callers = await known.Find(db, batch.Select(Caller), now);
        var keys = await IdempotencyKeys.Find(
            db, batch.OfType<SendItem>().Where(s => s.Key is not null).Select(s => (s.Author.SpaceId, s.Author.UserId, s.Key!)).Distinct(),
            now.AddHours(-KeyHours));
        var reads = batch.OfType<SetReadItem>().Where(read => callers[Caller(read)] is not null).ToList();
        return new BatchFacts
        {
            Heads = heads,
            Callers = callers,
            Keys = keys.ToDictionary(k => (k.SpaceId, k.UserId, k.Key)),
            Memberships = await Storage.Memberships.OfMany(db, [.. reads.Select(Inbox).Distinct()]),
            Runs = await LoadRuns(db, reads, callers),
        };
    }

    private static async ValueTask<Dictionary<(long Space, long User), ReadRuns>> LoadRuns(
        Db db, List<SetReadItem> reads, Dictionary<(string Session, long Space), CallerFacts?> callers)
    {
        var runs = new Dictionary<(long Space, long User), ReadRuns>();
        var readers = new List<(long Space, long User, string Username)>();
        foreach (var read in reads)
        {
            if (runs.TryAdd(Inbox(read), new ReadRuns()))
            {
                readers.Add((read.Author.SpaceId, read.Author.UserId, callers[Caller(read)]!.Username));
            }
        }
        var asked = reads
            .SelectMany(read => NumberRanges.Bridge(read.Ranges, MaxGapNumbers).Select(
                span => (read.Author.SpaceId, read.Author.UserId, span)))
            .Distinct().ToList();
        foreach (var ((space, user, _), found) in asked.Zip(await ReadStates.RunsTouching(db, asked)))
        {
            runs[(space, user)].Load(found);
        }
        await AddOwn(db, runs, readers);
        return runs;
    }

    /// <summary>Own messages that are in no run yet, and those that this batch sends, all come after the last run.</summary>
    private static async ValueTask AddOwn(
        Db db, Dictionary<(long Space, long User), ReadRuns> runs, List<(long Space, long User, string Username)> readers)
    {
        var last = await ReadStates.LastRuns(db, readers.ConvertAll(reader => (reader.Space, reader.User)));
        var own = await ReadStates.OwnPastRuns(db, readers);
        foreach (var (reader, run, numbers) in readers.Zip(last, own))
        {
            var its = runs[(reader.Space, reader.User)];
            its.Load(run);
            if (numbers.Count > 0)
            {
                its.Read(NumberRanges.Of(numbers));
            }
        }
    }

    private static (string Session, long Space) Caller(LogItem item) => (item.Author.SessionId, item.Author.SpaceId);

    private static (long Space, long User) Inbox(LogItem item) => (item.Author.SpaceId, item.Author.UserId);
}
