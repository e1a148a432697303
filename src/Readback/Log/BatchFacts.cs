using Readback.Storage;

namespace Readback.Log;

/// <summary>What the database says, inside the transaction and with the spaces locked, of all that a batch asks.</summary>
internal sealed class BatchFacts
{
    /// <summary>How long an idempotency key is kept, in hours.</summary>
    public const int KeyHours = 24;

    public required Dictionary<long, SpaceHead> Heads { get; init; }
    public required Dictionary<(string Session, long Space), CallerFacts?> Callers { get; init; }
    public required Dictionary<(long Space, long User, string Key), IdempotencyKey> Keys { get; init; }
    public required Dictionary<(long Space, long User), List<Membership>> Memberships { get; init; }
    public required Dictionary<(long Space, long User), ReadRuns> Runs { get; init; }

    /// <summary>All of it is asked at once: for the locks of the spaces first, so that the rest sees what those did who had them.</summary>
    public static async ValueTask<BatchFacts> Load(Db db, IReadOnlyList<LogItem> batch, DateTimeOffset now)
    {
        var heads = SpaceHeads.Lock(db, batch.Select(item => item.Author.SpaceId));
        var asked = batch.Select(item => (Session: item.Author.SessionId, Space: item.Author.SpaceId)).Distinct().ToList();
        var callers = Storage.Callers.Find(db, asked, now);
        var sends = batch.OfType<SendItem>().ToList();
        var keys = IdempotencyKeys.Find(
            db, sends.Where(s => s.Key is not null).Select(s => (s.Author.SpaceId, s.Author.UserId, s.Key!)).Distinct(),
            now.AddHours(-KeyHours));
        var readers = batch.OfType<SetReadItem>().Select(Inbox).Distinct().ToList();
        var memberships = Storage.Memberships.OfMany(db, readers);
        var runs = AskForRuns(db, batch);
        return new BatchFacts
        {
            Heads = (await heads.All()).ToDictionary(h => h.SpaceId),
            Callers = asked.Zip(await callers.Firsts()).ToDictionary(pair => pair.First, pair => pair.Second),
            Keys = (await keys.All()).ToDictionary(k => (k.SpaceId, k.UserId, k.Key)),
            Memberships = readers.Zip(await memberships.Answers()).ToDictionary(pair => pair.First, pair => pair.Second),
            Runs = await runs(),
        };
    }

    /// <summary>A sender has read what it sends: its last run is needed. A reader needs the runs around what it reads.</summary>
    private static Func<ValueTask<Dictionary<(long Space, long User), ReadRuns>>> AskForRuns(Db db, IReadOnlyList<LogItem> batch)
    {
        var senders = batch.OfType<SendItem>().Select(Inbox).Distinct().ToList();
        var last = ReadStates.LastRuns(db, senders);
        var ranges = batch.OfType<SetReadItem>()
            .SelectMany(item => item.Ranges.Select(range => (item.Author.SpaceId, item.Author.UserId, range)))
            .Distinct().ToList();
        var touching = ReadStates.RunsTouching(db, ranges);
        return async () =>
        {
            var runs = batch.Select(Inbox).Distinct().ToDictionary(inbox => inbox, _ => new ReadRuns());
            foreach (var (inbox, answer) in senders.Zip(await last.Answers()))
            {
                runs[inbox].Load(answer);
            }
            foreach (var (question, answer) in ranges.Zip(await touching.Answers()))
            {
                runs[(question.SpaceId, question.UserId)].Load(answer);
            }
            return runs;
        };
    }

    private static (long Space, long User) Inbox(LogItem item) => (item.Author.SpaceId, item.Author.UserId);
}
