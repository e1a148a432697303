namespace Readback.Feed;

/// <summary>One event, serialised once: the same bytes go to every subscriber that may see it.</summary>
/// <param name="Position">The position of the log that it tells of; <c>null</c> for what is no part of the log.</param>
/// <param name="OnlyFor">The one user whom it is for; <c>null</c> for all.</param>
/// <param name="Leaves">The user whose membership it ends, and who sees nothing after it.</param>
/// <param name="Bytes">The event as <c>text/event-stream</c> has it.</param>
/// <param name="Presence">Which change of who is online in the space it is, counted from 1; 0 for all else.</param>
internal sealed record FeedEvent(long? Position, long? OnlyFor, long? Leaves, byte[] Bytes, long Presence = 0)
{
    public bool IsFor(long user) => OnlyFor is null || OnlyFor == user;

    /// <summary>Whether it tells a stream anything that knew of so many changes of who is online when it began.</summary>
    public bool IsAfter(long presence) => Presence == 0 || Presence > presence;

    /// <summary>
    /// Whether it is the last that a user's stream may tell. One that the stream's start knew of is followed by another
    /// time of membership.
    /// </summary>
    /// <param name="user">Whose stream it is.</param>
    /// <param name="start">The log's end when the stream began.</param>
    public bool EndsStream(long user, long start) => Leaves == user && Position > start;
}
