using Readback.Storage;

namespace Readback.Log;

/// <summary>
/// The one way into a log. What arrives while a commit is on its way to the disk forms the next batch: one
/// transaction and one flush for all of it.
/// </summary>
internal sealed partial class LogWriter : IAsyncDisposable
{
    /// <summary>Changes in one batch.</summary>
    private const int MaxBatchItems = 512;

    /// <summary>The sum of the weights in one batch: some 500 messages of the usual length, or 64 of the longest.</summary>
    private const int MaxBatchWeight = 256 * 1024;

    private readonly IStore _store;
    private readonly TimeProvider _clock;
    private readonly ILogger<LogWriter> _log;
    private readonly LogMetrics _metrics;
    private readonly LogSignal _signal;
    private readonly KnownCallers _callers = new();
    private readonly WaitingLine _waiting = new();
    private readonly Task _writing;

    public LogWriter(IStore store, TimeProvider clock, LogSignal signal, LogMetrics metrics, ILogger<LogWriter> log)
    {
        (_store, _clock, _signal, _metrics, _log) = (store, clock, signal, metrics, log);
        metrics.WatchWaiting(() => _waiting.Count);
        _writing = Task.Run(WriteAll);
    }

    /// <summary>Writes a change and answers when it is on disk, or with the reason why it was not made.</summary>
    public Task<LogAnswer> Append(LogItem item)
    {
        if (!_waiting.TryEnter(item, out var refusal))
        {
            item.Complete(new LogAnswer(refusal));
        }
        return item.Answer;
    }

    /// <summary>Ends when all that was accepted has been answered.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Close();
        await _writing;
        // It may have ended on the thread that writes, which must be free for whoever is disposed of next.
        await Task.Yield();
    }

    private async Task WriteAll()
    {
        while (await _waiting.IsNext())
        {
            var batch = Take();
            var (written, why) = await TryWrite(batch);
            if (written is Written.Unknown || (written is not Written.Yes && batch.Count == 1))
            {
                Refuse(batch, why);
            }
            else if (written is not Written.Yes)
            {
                await WriteSingly(batch);
            }
        }
    }

    /// <summary>One bad change must not take its neighbours along; a database that is gone is gone for all of them.</summary>
    private async Task WriteSingly(List<LogItem> batch)
    {
        string? gone = null;
        foreach (var item in batch)
        {
            var (written, why) = gone is null ? await TryWrite([item]) : (Written.DatabaseGone, gone);
            if (written is not Written.Yes)
            {
                gone = written is Written.No ? null : why;
                Refuse([item], why);
            }
        }
    }

    private static void Refuse(List<LogItem> items, string why) =>
        AnswerRound.Begin(items.ConvertAll(item => (item, new LogAnswer(LogOutcome.Unavailable, Why: why))));

    private List<LogItem> Take()
    {
        var batch = new List<LogItem>();
        var weight = 0;
        while (batch.Count < MaxBatchItems && weight < MaxBatchWeight && _waiting.TryTake(out var item))
        {
            batch.Add(item);
            weight += item.Weight;
        }
        return batch;
    }

    private async Task<(Written Written, string Why)> TryWrite(List<LogItem> batch)
    {
        var started = _clock.GetTimestamp();
        List<LogAnswer> answers;
        List<LogEnd> ends;
        int messages;
        try
        {
            (answers, ends, messages) = await _store.Write(db => Write(db, batch), goesOnThere: true);
        }
        catch (StoreUnavailableException e)
        {
            LogNotWritten(batch.Count, e.Message);
            _metrics.Failed();
            return (e.IsOutcomeUnknown ? Written.Unknown : Written.DatabaseGone, e.Message);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            LogBroken(batch.Count, e);
            _metrics.Failed();
            return (Written.No, "Something went wrong here. It is on record in the server's log.");
        }
        // On disk: whatever goes wrong from here on, it must not be written once more.
        _metrics.Committed(batch.Count, messages, _clock.GetElapsedTime(started));
        AnswerRound.Begin([.. batch.Zip(answers)]);
        _signal.Announce(ends);
        return (Written.Yes, "");
    }

    private async ValueTask<(List<LogAnswer> Answers, List<LogEnd> Ends, int Messages)> Write(Db db, List<LogItem> items)
    {
        var now = SpaceClock.Now(_clock);
        var batch = new Batch(await BatchFacts.Load(db, items, _callers, now), now);
        var answers = items.ConvertAll(batch.Decide);
        var heads = batch.ChangedHeads.ToList();
        await batch.Rows.Write(db, heads);
        foreach (var (space, _, lastDate) in batch.Rows.SetBack)
        {
            LogClockSetBack(space, lastDate, now);
        }
        return (answers, heads.ConvertAll(head => new LogEnd(head.SpaceId, head.LastPosition)), batch.Rows.Messages.Count);
    }

    private enum Written
    {
        Yes,
        No,
        DatabaseGone,

        /// <summary>It may be on disk: to write it once more would be to write it twice.</summary>
        Unknown,
    }
}
