using System.Threading.Channels;
using Readback.Directory;

namespace Readback.Feed;

/// <summary>
/// One open stream's place in line. What waits for it is bounded: one that does not keep up loses its place, not the
/// messages, which it finds in the log when it comes back.
/// </summary>
internal sealed class Subscriber(Member member, TimeProvider clock) : IDisposable
{
    /// <summary>Events that may wait for one stream. They are references: the bytes are shared.</summary>
    public const int MaxWaiting = 2048;

    /// <summary>How long a stream that has to end may still send what waits, in milliseconds.</summary>
    public const int LastWordsMilliseconds = 1000;

    private readonly Channel<FeedEvent> _waiting = Channel.CreateBounded<FeedEvent>(
        new BoundedChannelOptions(MaxWaiting) { SingleReader = true });
    private readonly CancellationTokenSource _cutOff = new(Timeout.InfiniteTimeSpan, clock);
    private volatile bool _isEnded;

    public Member Member => member;

    /// <summary>What waits; ends when the stream has to end.</summary>
    public ChannelReader<FeedEvent> Waiting => _waiting.Reader;

    /// <summary>Whether no more comes: who is telling an old story stops here.</summary>
    public bool IsEnded => _isEnded;

    /// <summary>Cancelled when the place in line is lost, or when what waited at the end was not read in time.</summary>
    public CancellationToken CutOff => _cutOff.Token;

    public void Put(FeedEvent happened)
    {
        if (!_isEnded && !_waiting.Writer.TryWrite(happened))
        {
            End();
            _cutOff.Cancel();
        }
    }

    /// <summary>Lets what waits go out, for a moment, and no more come.</summary>
    public void End()
    {
        if (!_isEnded)
        {
            _isEnded = true;
            _waiting.Writer.TryComplete();
            _cutOff.CancelAfter(LastWordsMilliseconds);
        }
    }

    public void Dispose() => _cutOff.Dispose();
}
