using Readback.Storage;

namespace Readback.Log;

/// <summary>A change that waits to be written, with the promise of an answer.</summary>
internal abstract class LogItem(Author author)
{
    /// <summary>The item itself, its promise, and the key and names that come along.</summary>
    protected const int OwnBytes = 512;

    private readonly TaskCompletionSource<LogAnswer> _answer = new();

    public Author Author => author;

    public Task<LogAnswer> Answer => _answer.Task;

    /// <summary>What the item adds to a batch's size, in UTF-16 units or ranges: a batch is bounded in both ways.</summary>
    public abstract int Weight { get; }

    /// <summary>About what it takes in memory while it waits.</summary>
    public abstract int Bytes { get; }

    /// <summary>Answers; whoever waits for it goes on here and now.</summary>
    public void Complete(LogAnswer answer) => _answer.TrySetResult(answer);
}

/// <summary>Who asks for a change, and where.</summary>
internal readonly record struct Author(string SessionId, long UserId, long SpaceId);

/// <summary>A message to send.</summary>
/// <param name="author">Who sends it, and where.</param>
/// <param name="content">To the letter.</param>
/// <param name="key">The idempotency key, if any.</param>
/// <param name="contentHash">What the key stands for; empty without one.</param>
internal sealed class SendItem(Author author, string content, string? key, string contentHash) : LogItem(author)
{
    public string Content => content;

    public string? Key => key;

    public string ContentHash => contentHash;

    public override int Weight => content.Length;

    public override int Bytes => OwnBytes + (content.Length * sizeof(char));
}

/// <summary>Messages that their reader marks as read.</summary>
internal sealed class SetReadItem(Author author, IReadOnlyList<NumberRange> ranges) : LogItem(author)
{
    public IReadOnlyList<NumberRange> Ranges => ranges;

    public override int Weight => ranges.Count;

    public override int Bytes => OwnBytes + (ranges.Count * 2 * sizeof(long));
}
