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
        var callers = await known.Find(db, batch.Select(Caller), now);
        return new BatchFacts
        {
            Heads = (await heads.All()).ToDictionary(h => h.SpaceId),
            Callers = callers,
            Keys = (await keys.All()).ToDictionary(k => (k.SpaceId, k.UserId, k.Key)),
            Memberships = await known.Memberships(db, inboxes),
            Runs = await LoadRuns(db, batch, callers),
        };
    }

    /// <summary>
    /// Own messages that are in no run yet, and those that this batch sends, all come after the last run: it is asked for where
    /// there are such.
    /// </summary>
    private static async ValueTask<Dictionary<(long Space, long User), ReadRuns>> LoadRuns(
        Db db, IReadOnlyList<LogItem> batch, Dictionary<(string Session, long Space), CallerFacts?> callers)
    {
        var reads = batch.OfType<SetReadItem>().Where(read => callers[Caller(read)] is not null).ToList();
        if (reads.Count == 0)
        {
            return [];
        }
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
        var own = ReadStates.OwnPastRuns(db, readers);
        foreach (var ((space, user, _), found) in asked.Zip(await touching.Answers()))
        {
            runs[(space, user)].Load(found);
        }
        var sending = batch.OfType<SendItem>().Select(Inbox).ToHashSet();
        var senders = readers.Zip(await own.Answers(), (reader, numbers) => (Inbox: (reader.Space, reader.User), Numbers: numbers))
            .Where(sender => sender.Numbers.Count > 0 || sending.Contains(sender.Inbox)).ToList();
        var last = ReadStates.LastRuns(db, senders.ConvertAll(sender => sender.Inbox));
        foreach (var ((inbox, numbers), run) in senders.Zip(await last.Answers()))
        {
            runs[inbox].Load(run);
            if (numbers.Count > 0)
            {
                runs[inbox].Read(NumberRanges.Of(numbers));
            }
        }
        return runs;
    }

    private static (string Session, long Space) Caller(LogItem item) => (item.Author.SessionId, item.Author.SpaceId);

    private static (long Space, long User) Inbox(LogItem item) => (item.Author.SpaceId, item.Author.UserId);
}
