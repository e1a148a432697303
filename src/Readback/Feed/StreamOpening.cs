using System.Buffers;
using System.IO.Pipelines;
using Readback.Storage;

namespace Readback.Feed;

/// <summary>
/// A stream's beginning, up to where it is live. It took its place in line before it looked at the log, so that nothing
/// can fall between what is read and what comes live.
/// </summary>
internal sealed class StreamOpening(Subscriber subscriber, StreamStart start, IStore store, TimeProvider clock, PipeWriter body)
{
    /// <summary>Entries of the log that are held for one stream while it is told what it missed.</summary>
    private const int MaxReplayedEntries = 100;

    /// <summary>How long to wait before the log is asked again after the database did not answer, in milliseconds.</summary>
    private const int RetryMilliseconds = 1000;

    /// <summary>
    /// How far back from where a stream broke off reads are counted again, in seconds: their counts may have been due a moment later,
    /// when nobody was there any more. Longer than counts ever wait.
    /// </summary>
    private const int LookBackSeconds = 5;

    /// <summary>The same in positions of the log, at the most.</summary>
    private const int MaxLookBackEntries = 2000;

    private long User => subscriber.Member.UserId;

    /// <summary>Returns the position up to which all is told, or nothing where the stream ends.</summary>
    public async Task<long?> Tell(ResumePoint resume, IReadOnlyList<string> online, CancellationToken cancellation)
    {
        var isResumed = resume.Asked && resume.CanBeServed(start.Life, start.Position);
        if (resume.Asked && !isResumed)
        {
            await Write(EventBytes.Of("reset", new ResetHappened(), FeedJson.Default.ResetHappened), cancellation);
        }
        var from = isResumed ? resume.Position!.Value : start.Position;
        var hello = new Hello(start.Life, start.Position, start.Unread, online);
        await Write(EventBytes.Of("hello", hello, FeedJson.Default.Hello, from), cancellation);
        await body.FlushAsync(cancellation);
        return isResumed ? await Replay(from, cancellation) : start.Position;
    }

    /// <summary>
    /// What was missed, as far as it fell in a time of membership. Counts come from the snapshot that shows what is told before them:
    /// a read that is told after them is not in them.
    /// </summary>
    private async Task<long?> Replay(long resumed, CancellationToken cancellation)
    {
        var from = resumed;
        while (!subscriber.IsEnded)
        {
            if (await TryReadOn(from, isFirst: from == resumed, cancellation) is not (var read, var counts))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(RetryMilliseconds), clock, cancellation);
                continue;
            }
            foreach (var happened in read.Events.Where(e => start.Saw(e.Position!.Value)))
            {
                if (happened.IsFor(User))
                {
                    await Write(happened.Bytes, cancellation);
                }
                if (happened.EndsStream(User, start.Position))
                {
                    await body.FlushAsync(cancellation);
                    return null;
                }
            }
            if (counts is not null)
            {
                await Write(counts.Bytes, cancellation);
            }
            await body.FlushAsync(cancellation);
            from = read.LastPosition;
            if (read.IsEnd)
            {
                return from;
            }
        }
        return null;
    }

    /// <summary>Nothing while the database does not answer: the stream waits for it, as those do that missed nothing.</summary>
    private async Task<(LogEventsRead Read, FeedEvent? Counts)?> TryReadOn(long from, bool isFirst, CancellationToken cancellation)
    {
        try
        {
            return await store.Read(db => ReadOn(db, from, isFirst), cancellation);
        }
        catch (StoreUnavailableException)
        {
            return null;
        }
    }

    private async ValueTask<(LogEventsRead Read, FeedEvent? Counts)> ReadOn(Db db, long from, bool isFirst)
    {
        var space = subscriber.Member.SpaceId;
        var read = await LogEvents.After(db, space, from, MaxReplayedEntries, start.IsLarge);
        List<NumberRange> before = isFirst && start.IsLarge
            ? await LogEntries.ReadShortlyBefore(
                db, space, from, MaxReplayedEntries, MaxLookBackEntries, TimeSpan.FromSeconds(LookBackSeconds))
            : [];
        return (read, await ReceiptEvents.Of(db, space, [.. before, .. read.ReadByOthers]));
    }

    private async ValueTask Write(byte[] bytes, CancellationToken cancellation)
    {
        body.Write(bytes);
        if (body.UnflushedBytes >= Subscriber.FlushBytes)
        {
            await body.FlushAsync(cancellation);
        }
    }
}
