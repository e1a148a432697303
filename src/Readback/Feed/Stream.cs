using System.Buffers;
using System.IO.Pipelines;
using Readback.Chat;
using Readback.Storage;

namespace Readback.Feed;

/// <summary>
/// One stream, from its first event to its end. It takes its place in line first and looks at the log then, so that
/// nothing can fall between what is read and what comes live.
/// </summary>
internal sealed class Stream(Subscriber subscriber, IStore store, PipeWriter body)
{
    /// <summary>What is written before it is sent, in bytes, when much waits.</summary>
    private const int FlushBytes = 64 * 1024;

    public async Task Run(ResumePoint resume, IReadOnlyList<string> online, CancellationToken cancellation)
    {
        var start = await store.Read(Look, cancellation);
        var isResumed = resume.Asked && resume.CanBeServed(start.Life, start.Position);
        if (resume.Asked && !isResumed)
        {
            Write(EventBytes.Of("reset", new ResetHappened(), FeedJson.Default.ResetHappened));
        }
        var from = isResumed ? resume.Position!.Value : start.Position;
        Write(EventBytes.Of("hello", new Hello(start.Life, start.Position, start.Unread, online), FeedJson.Default.Hello, from));
        await body.FlushAsync(cancellation);
        if (isResumed)
        {
            await Replay(from, start, cancellation);
        }
        await Follow(start.Position, cancellation);
    }

    private async ValueTask<StreamStart> Look(Db db)
    {
        var (space, user) = (subscriber.Member.SpaceId, subscriber.Member.UserId);
        var extent = await InboxExtent.Read(db, space, user);
        return new StreamStart(
            await Meta.Find(db, Meta.LogLife) ?? "", extent.Position,
            extent.Size - await ReadStates.ReadCount(db, space, user), await Memberships.Of(db, space, user));
    }

    /// <summary>What was missed, up to where the live part takes over, as far as it fell in a time of membership.</summary>
    private async Task Replay(long from, StreamStart start, CancellationToken cancellation)
    {
        var readByOthers = new List<NumberRange>();
        while (from < start.Position)
        {
            var read = await store.Read(db => LogEvents.After(db, subscriber.Member.SpaceId, from), cancellation);
            if (read.Events.Count == 0)
            {
                break;
            }
            foreach (var happened in read.Events.Where(e => e.Position <= start.Position && IsMine(e) && start.Saw(e.Position!.Value)))
            {
                Write(happened.Bytes);
            }
            readByOthers.AddRange(read.ReadByOthers.Select(other => other.Range));
            from = read.LastPosition;
            await body.FlushAsync(cancellation);
        }
        foreach (var counts in await store.Read(db => ReceiptEvents.Of(db, subscriber.Member.SpaceId, readByOthers), cancellation))
        {
            Write(counts.Bytes);
        }
        await body.FlushAsync(cancellation);
    }

    private async Task Follow(long after, CancellationToken cancellation)
    {
        while (await subscriber.Waiting.WaitToReadAsync(cancellation))
        {
            while (subscriber.Waiting.TryRead(out var happened))
            {
                if (happened.Position is null || happened.Position > after)
                {
                    Write(happened.Bytes);
                }
                if (body.UnflushedBytes >= FlushBytes)
                {
                    await body.FlushAsync(cancellation);
                }
            }
            await body.FlushAsync(cancellation);
        }
    }

    private bool IsMine(FeedEvent happened) => happened.OnlyFor is null || happened.OnlyFor == subscriber.Member.UserId;

    private void Write(byte[] bytes) => body.Write(bytes);

    private sealed record StreamStart(string Life, long Position, long Unread, IReadOnlyList<Membership> Memberships)
    {
        /// <summary>Whether a position falls in a time of membership, its first and last moment included.</summary>
        public bool Saw(long position) =>
            Memberships.Any(m => m.SincePosition <= position && (m.UntilPosition is null || position <= m.UntilPosition));
    }
}
