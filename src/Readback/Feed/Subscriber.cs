using System.Threading.Channels;
using Readback.Directory;

namespace Readback.Feed;

/// <summary>
/// One open stream's place in line. What waits for it is bounded: one that does not keep up loses its place, not the
/// messages, which it finds in the log when it comes back.
/// </summary>
internal sealed class Subscriber : IDisposable
{
    /// <summary>Events that may wait for one stream. They are references: the bytes are shared.</summary>
    public const int MaxWaiting = 2048;

    private readonly Channel<FeedEvent> _waiting = Channel.CreateBounded<FeedEvent>(
        new BoundedChannelOptions(MaxWaiting) { SingleReader = true });
    private readonly CancellationTokenSource _fallenBehind = new();

    public Subscriber(Member member) => Member = member;

    public Member Member { get; }

    /// <summary>What waits; ends when the stream has to end.</summary>
    public ChannelReader<FeedEvent> Waiting => _waiting.Reader;

    /// <summary>Cancelled when the place in line is lost.</summary>
    public CancellationToken FallenBehind => _fallenBehind.Token;

    public void Put(FeedEvent happened)
    {
        if (!_waiting.Writer.TryWrite(happened) && !_waiting.Reader.Completion.IsCompleted && _waiting.Writer.TryComplete())
        {
            _fallenBehind.Cancel();
        }
    }

    /// <summary>Lets what waits go out, and no more come.</summary>
    public void End() => _waiting.Writer.TryComplete();

    public void Dispose() => _fallenBehind.Dispose();
}
