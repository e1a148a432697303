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

    /// <summary>
    /// All that need not know the callers is asked at once: for the locks of the spaces first, so that the rest sees what
    /// those did who had them.
    /// </summary>
    public static async ValueTask<BatchFacts> Load(Db db, IReadOnlyList<LogItem> batch, KnownCallers known, DateTimeOffset now)
    {
        var heads = SpaceHeads.Lock(db, batch.Select(item => item.Author.SpaceId));
        var keys = IdempotencyKeys.Find(
            db, batch.OfType<SendItem>().Where(s => s.Key is not null).Select(s => (s.Author.SpaceId, s.Author.UserId, s.Key!)).Distinct(),
            now.AddHours(-KeyHours));
        var inboxes = batch.OfType<SetReadItem>().Select(Inbox).Distinct().ToList();
        var memberships = Storage.Memberships.OfMany(db, inboxes);
        var callers = await known.Find(db, batch.Select(Caller), now);
        return new BatchFacts
        {
            Heads = (await heads.All()).ToDictionary(h => h.SpaceId),
            Callers = callers,
            Keys = (await keys.All()).ToDictionary(k => (k.SpaceId, k.UserId, k.Key)),
            Memberships = inboxes.Zip(await memberships.Answers()).ToDictionary(pair => pair.First, pair => pair.Second),
            Runs = await LoadRuns(db, [.. batch.OfType<SetReadItem>().Where(read => callers[Caller(read)] is not null)], callers),
        };
    }

    /// <summary>Own messages that are in no run yet, and those that this batch sends, all come after the last run.</summary>
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
        var touching = ReadStates.RunsTouching(db, asked);
        var last = ReadStates.LastRuns(db, readers.ConvertAll(reader => (reader.Space, reader.User)));
        var own = ReadStates.OwnPastRuns(db, readers);
        foreach (var ((space, user, _), found) in asked.Zip(await touching.Answers()))
        {
            runs[(space, user)].Load(found);
        }
        foreach (var (reader, run, numbers) in readers.Zip(await last.Answers(), await own.Answers()))
        {
            runs[(reader.Space, reader.User)].Load(run);
            if (numbers.Count > 0)
            {
                runs[(reader.Space, reader.User)].Read(NumberRanges.Of(numbers));
            }
        }
        return runs;
    }

    private static (string Session, long Space) Caller(LogItem item) => (item.Author.SessionId, item.Author.SpaceId);

    private static (long Space, long User) Inbox(LogItem item) => (item.Author.SpaceId, item.Author.UserId);
}
