using System.Buffers;
using System.IO.Pipelines;
using Readback.Directory;

namespace Readback.Feed;

/// <summary>
/// One open stream's place in line. While its connection takes what it is given, an event is written by whoever brings
/// it, and nothing waits and nothing runs for the stream. What comes while the connection is not ready waits here, and
/// goes out together. That is bounded: one that does not keep up loses its place, not the messages, which it finds in
/// the log when it comes back.
/// </summary>
/// <param name="member">Whose stream it is.</param>
/// <param name="clock">What time it is.</param>
/// <param name="cutOff">Ends the connection at once, which also ends a write that is on its way.</param>
internal sealed class Subscriber(Member member, TimeProvider clock, Action cutOff) : IDisposable
{
    /// <summary>What may wait for one stream, in bytes. They are shared with all others for whom the same events wait.</summary>
    public const int MaxWaitingBytes = 16 * 1024 * 1024;

    /// <summary>How long a stream that has to end may still send what waits, in milliseconds.</summary>
    public const int LastWordsMilliseconds = 1000;

    /// <summary>What is written before it is sent, in bytes, when much waits.</summary>
    public const int FlushBytes = 64 * 1024;

    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private WaitingEvents _waiting;
    private PipeWriter? _body;
    private long _start;
    private long _told;
    private long _waitingBytes;
    private bool _isWriting = true; // Until Follow: whoever tells the stream's beginning.
    private Task _writing = Task.CompletedTask;
    private bool _isEnded;
    private bool _isDisposed;
    private ITimer? _lastWords;

    public Member Member => member;

    /// <summary>How many changes of who is online its beginning tells of; those are not told again.</summary>
    public long KnownPresence { get; set; }

    /// <summary>Whether no more comes: who is telling an old story stops here.</summary>
    public bool IsEnded => Volatile.Read(ref _isEnded);

    /// <summary>Tells what comes, and what came meanwhile, until the stream has to end; then nothing writes any more.</summary>
    /// <param name="body">Where to.</param>
    /// <param name="start">The log's end when the stream began.</param>
    /// <param name="told">The position up to which all is told.</param>
    public async Task Follow(PipeWriter body, long start, long told)
    {
        lock (_lock)
        {
            (_body, _start, _told) = (body, start, told);
            _writing = Write();
        }
        await _over.Task;
        await _writing;
    }

    /// <summary>Brings events, in the log's order; returns how many of them are for this stream. It never waits.</summary>
    public int Put(IReadOnlyList<FeedEvent> events)
    {
        lock (_lock)
        {
            var came = _isEnded ? 0 : Line(events);
            if (_waitingBytes > MaxWaitingBytes)
            {
                CutOff();
            }
            else if (came > 0 && !_isWriting)
            {
                _isWriting = true;
                _writing = Write();
            }
            return came;
        }
    }

    /// <summary>Lets what waits go out, for a moment, and no more come.</summary>
    public void End()
    {
        lock (_lock)
        {
            if (!_isEnded)
            {
                NoMore();
                _lastWords = clock.CreateTimer(
                    _ => CutOff(), null, TimeSpan.FromMilliseconds(LastWordsMilliseconds), Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>The client has gone: what waits is for nobody.</summary>
    public void Leave()
    {
        lock (_lock)
        {
            Forget();
            NoMore();
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            (_isEnded, _isDisposed) = (true, true);
            _lastWords?.Dispose();
        }
    }

    /// <summary>Returns how many came into the line.</summary>
    private int Line(IReadOnlyList<FeedEvent> events)
    {
        var came = 0;
        for (var i = 0; i < events.Count; i++)
        {
            if (events[i].IsFor(member.UserId) && events[i].IsAfter(KnownPresence))
            {
                _waiting.Enqueue(events[i]);
                _waitingBytes += events[i].Bytes.Length;
                came++;
            }
        }
        return came;
    }

    /// <summary>Comes to its end without having waited where the connection takes all at once.</summary>
    private async Task Write()
    {
        var isGoing = true;
        try
        {
            while (WriteSome() is { } sent)
            {
                if ((await sent).IsCompleted)
                {
                    Leave();
                }
            }
            isGoing = false;
        }
        finally
        {
            if (isGoing)
            {
                Fail();
            }
        }
    }

    /// <summary>Nothing where nothing waits any more; from then on others may write.</summary>
    private ValueTask<FlushResult>? WriteSome()
    {
        lock (_lock)
        {
            var written = 0;
            while (written < FlushBytes && TryTake() is { } happened)
            {
                if (written == 0 && _waiting.IsEmpty)
                {
                    return _body!.WriteAsync(happened.Bytes);
                }
                _body!.Write(happened.Bytes);
                written += happened.Bytes.Length;
            }
            if (written > 0)
            {
                return _body!.FlushAsync();
            }
            Rest();
            return null;
        }
    }

    private FeedEvent? TryTake()
    {
        while (_waiting.TryDequeue(out var happened))
        {
            _waitingBytes -= happened.Bytes.Length;
            if (happened.Position <= _told)
            {
                continue;
            }
            if (happened.EndsStream(member.UserId, _start))
            {
                Forget();
                End();
            }
            return happened;
        }
        return null;
    }

    private void Rest()
    {
        _isWriting = false;
        _waiting.Trim();
        if (_isEnded)
        {
            _over.TrySetResult();
        }
    }

    private void Fail()
    {
        lock (_lock)
        {
            Forget();
            _isEnded = true;
            Rest();
        }
    }

    private void CutOff()
    {
        lock (_lock)
        {
            if (!_isDisposed)
            {
                Leave();
                cutOff();
            }
        }
    }

    private void NoMore()
    {
        _isEnded = true;
        if (!_isWriting)
        {
            _over.TrySetResult();
        }
    }

    private void Forget()
    {
        _waiting.Clear();
        _waitingBytes = 0;
    }
}
