namespace Readback.Client;

/// <summary>A place in a space's log, to go on from.</summary>
/// <param name="Log">Names this log's life; another one after a backup was restored.</param>
/// <param name="Position">The position of the last event that was dealt with.</param>
public sealed record FeedPoint(string Log, long Position);

/// <summary>Something that happened in a space, or a mark of the connection itself.</summary>
public abstract record FeedEvent
{
    private protected FeedEvent() { }

    /// <summary>Where to go on after this event; <c>null</c> only for <see cref="FeedReset"/>.</summary>
    public FeedPoint? Point { get; init; }
}

/// <summary>A connection has begun. One that was made anew begins so again: who is online may have changed meanwhile.</summary>
/// <param name="Log">Names this log's life.</param>
/// <param name="Position">The log's end just now; the events up to it come next.</param>
/// <param name="Unread">What the user has not read of what is in the log up to <paramref name="Position"/>.</param>
/// <param name="Online">The usernames online in the space, the user's among them.</param>
public sealed record FeedHello(string Log, long Position, long Unread, IReadOnlyList<string> Online) : FeedEvent
{
    /// <summary>Whether it goes on right after what was told or asked for; otherwise it begins at the log's end.</summary>
    public bool IsResumed { get; init; }
}

/// <summary>Somebody sent a message.</summary>
/// <param name="Message">The message.</param>
public sealed record FeedMessage(ChatMessage Message) : FeedEvent;

/// <summary>Somebody read messages, with one call. In spaces of more than 50 members others are told by <see cref="FeedReceipts"/>.</summary>
/// <param name="Username">The reader.</param>
/// <param name="Ranges">The message numbers newly read.</param>
/// <param name="Date">When, in UTC.</param>
public sealed record FeedRead(string Username, IReadOnlyList<NumberRange> Ranges, DateTimeOffset Date) : FeedEvent;

/// <summary>How many have read some messages by now, in place of single reads; at most once a second. No part of the log.</summary>
/// <param name="Counts">Messages and their counts as they are now.</param>
public sealed record FeedReceipts(IReadOnlyList<ReadCount> Counts) : FeedEvent;

/// <summary>Somebody became a member or is one no longer.</summary>
/// <param name="Username">Who.</param>
/// <param name="HasJoined">Whether it is a member now.</param>
public sealed record FeedMember(string Username, bool HasJoined) : FeedEvent;

/// <summary>Somebody came online in the space or went offline. No part of the log.</summary>
/// <param name="Username">Who.</param>
/// <param name="IsOnline">Whether it follows the space now.</param>
public sealed record FeedPresence(string Username, bool IsOnline) : FeedEvent;

/// <summary>
/// The point asked for can't be continued, since a backup was restored for instance: forget what is known, and read anew after
/// the <see cref="FeedHello"/> that follows.
/// </summary>
public sealed record FeedReset : FeedEvent;

/// <summary>Message numbers, both ends included.</summary>
/// <param name="From">The first.</param>
/// <param name="To">The last.</param>
public readonly record struct NumberRange(long From, long To)
{
    /// <summary>Whether a message's number is among them.</summary>
    /// <param name="number">The message's number.</param>
    public bool Contains(long number) => number >= From && number <= To;
}

/// <summary>How many have read a message.</summary>
/// <param name="Number">The message's number.</param>
/// <param name="Count">Recipients that have read it, the sender among them.</param>
public readonly record struct ReadCount(long Number, long Count);
