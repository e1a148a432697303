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

    public static async ValueTask<BatchFacts> Load(Db db, IReadOnlyList<LogItem> batch, DateTimeOffset now)
    {
        var heads = (await SpaceHeads.Lock(db, batch.Select(item => item.Author.SpaceId))).ToDictionary(h => h.SpaceId);
        var asked = batch.Select(item => (Session: item.Author.SessionId, Space: item.Author.SpaceId)).Distinct().ToList();
        var callers = await Storage.Callers.Find(db, asked, now);
        var sends = batch.OfType<SendItem>().ToList();
        var keys = await IdempotencyKeys.Find(
            db, sends.Where(s => s.Key is not null).Select(s => (s.Author.SpaceId, s.Author.UserId, s.Key!)).Distinct(),
            now.AddHours(-KeyHours));
        var readers = batch.OfType<SetReadItem>().Select(Inbox).Distinct().ToList();
        return new BatchFacts
        {
            Heads = heads,
            Callers = asked.Zip(callers).ToDictionary(pair => pair.First, pair => pair.Second),
            Keys = keys.ToDictionary(k => (k.SpaceId, k.UserId, k.Key)),
            Memberships = await Storage.Memberships.OfMany(db, readers),
            Runs = await LoadRuns(db, batch, heads),
        };
    }

    /// <summary>A sender has read what it sends: its last run is needed. A reader needs the runs around what it reads.</summary>
    private static async ValueTask<Dictionary<(long Space, long User), ReadRuns>> LoadRuns(
        Db db, IReadOnlyList<LogItem> batch, Dictionary<long, SpaceHead> heads)
    {
        var asked = batch
            .Where(item => heads.ContainsKey(item.Author.SpaceId))
            .SelectMany(item => RangesOf(item, heads).Select(range => (item.Author.SpaceId, item.Author.UserId, range)))
            .Distinct().ToList();
        var answers = await ReadStates.RunsTouching(db, asked);
        var runs = batch.Select(Inbox).Distinct().ToDictionary(inbox => inbox, _ => new ReadRuns());
        foreach (var (question, answer) in asked.Zip(answers))
        {
            runs[(question.SpaceId, question.UserId)].Load(answer);
        }
        return runs;
    }

    private static IEnumerable<NumberRange> RangesOf(LogItem item, Dictionary<long, SpaceHead> heads)
    {
        var next = heads[item.Author.SpaceId].LastNumber + 1;
        return item is SetReadItem read ? read.Ranges : [new NumberRange(next, next)];
    }

    private static (long Space, long User) Inbox(LogItem item) => (item.Author.SpaceId, item.Author.UserId);
}
