using Readback.Log;
using Readback.Storage;
using Readback.Text;

namespace Readback.Bench.Seeding;

/// <summary>
/// Writes a space's history with the log's own batches: what decides and writes a change is the same code as in the
/// server, only the changes do not arrive one by one.
/// </summary>
internal sealed class SeededHistory
{
    private const int MessagesPerBatch = 50;
    private const int BatchesPerTransaction = 400;

    /// <summary>A screen full: what a reader marks as read at once.</summary>
    private const int MessagesPerRead = 50;

    private const int SessionDays = 30;

    /// <summary>Between two batches, so that a million messages cover two weeks.</summary>
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(1);

    private readonly List<Author> _writers;
    private readonly Phrases _phrases;
    private readonly int _messages;
    private readonly SeedClock _clock;
    private readonly KnownCallers _callers = new();
    private int _sent;

    private SeededHistory(List<Author> writers, int messages, SeedClock clock)
    {
        (_writers, _messages, _clock) = (writers, messages, clock);
        _phrases = new Phrases(seed: messages);
    }

    /// <summary>The time that a history covers.</summary>
    public static TimeSpan Length(int messages) => Step * (messages / MessagesPerBatch + 1);

    /// <summary>Sends messages in turn by the first members; the very first of them also read all there is.</summary>
    public static async Task Write(
        IStore store, SeedClock clock, long space, IReadOnlyList<SeededUser> members, int messages)
    {
        var writers = members.Take(Cast.Writers)
            .Select(member => new Author($"seed-{space}-{member.Id}", member.Id, space)).ToList();
        var history = new SeededHistory(writers, messages, clock);
        await store.Write(db => OpenSessions(db, writers, SpaceClock.Now(clock)));
        while (history._sent < messages)
        {
            await store.Write(history.WriteTransaction);
        }
        await store.Write(db => EndSessions(db, writers, SpaceClock.Now(clock)));
    }

    private async ValueTask<int> WriteTransaction(Db db)
    {
        for (var i = 0; i < BatchesPerTransaction && _sent < _messages; i++)
        {
            _clock.Now += Step;
            await WriteBatch(db, Sends());
            await WriteBatch(db, Reads());
        }
        return _sent;
    }

    private async ValueTask WriteBatch(Db db, List<LogItem> items)
    {
        var now = SpaceClock.Now(_clock);
        var batch = new Batch(await BatchFacts.Load(db, items, _callers, now), now);
        if (items.Select(batch.Decide).Any(answer => answer.Outcome != LogOutcome.Done))
        {
            throw new InvalidOperationException("The log refused what was seeded.");
        }
        await batch.Rows.Write(db, [.. batch.ChangedHeads]);
    }

    private List<LogItem> Sends()
    {
        var sends = new List<LogItem>(MessagesPerBatch);
        for (var i = 0; i < MessagesPerBatch && _sent < _messages; i++)
        {
            var content = _phrases.Next();
            sends.Add(new SendItem(_writers[_sent++ % _writers.Count], content, key: null, content));
        }
        return sends;
    }

    private List<LogItem> Reads()
    {
        var screen = new NumberRange(Math.Max(1, _sent - MessagesPerRead + 1), _sent);
        return [.. _writers.Take(Cast.Readers).Select(reader => new SetReadItem(reader, [screen]))];
    }

    private static async ValueTask<int> OpenSessions(Db db, List<Author> writers, DateTimeOffset now)
    {
        foreach (var writer in writers)
        {
            await Sessions.Insert(db, new SessionRow(
                writer.SessionId, writer.UserId, "127.0.0.1", now, now.AddDays(SessionDays), null));
        }
        return writers.Count;
    }

    private static async ValueTask<int> EndSessions(Db db, List<Author> writers, DateTimeOffset now)
    {
        foreach (var writer in writers)
        {
            await Sessions.Revoke(db, writer.SessionId, now);
        }
        return writers.Count;
    }
}
