using System.Text.Json.Serialization.Metadata;
using Readback.Chat;
using Readback.Storage;

namespace Readback.Feed;

/// <summary>Some entries of a log as events, and how far they go.</summary>
/// <param name="Events">In the log's order.</param>
/// <param name="LastPosition">How far they go.</param>
/// <param name="IsEnd">Whether the log, as this snapshot shows it, goes no further.</param>
/// <param name="ReadByOthers">In a large space: the messages whose counts changed.</param>
internal sealed record LogEventsRead(
    IReadOnlyList<FeedEvent> Events, long LastPosition, bool IsEnd, IReadOnlyList<NumberRange> ReadByOthers);

/// <summary>Reads the log and makes events of it: for everybody at once, or for one who comes back.</summary>
internal static class LogEvents
{
    /// <summary>
    /// In a space of more members than this a read is told to its reader alone, and to the others as counts
    /// (contract, section 4): a thousand readers must not mean a million events.
    /// </summary>
    public const int MaxMembersForSingleReads = 50;

    public static async ValueTask<bool> IsLarge(Db db, long space) =>
        (await SpaceHeads.Read(db, space))!.MemberCount > MaxMembersForSingleReads;

    /// <param name="db">One snapshot.</param>
    /// <param name="space">The space.</param>
    /// <param name="position">After which position.</param>
    /// <param name="most">Entries that are read at most.</param>
    /// <param name="isLarge">Whether reads of others are told as counts.</param>
    public static async ValueTask<LogEventsRead> After(Db db, long space, long position, int most, bool isLarge)
    {
        var entries = await LogEntries.After(db, space, position, most);
        return new LogEventsRead(
            [.. entries.Select(entry => EventOf(entry, isLarge))],
            entries.Count == 0 ? position : entries[^1].Position,
            entries.Count < most,
            !isLarge ? [] :
            [
                .. entries.Select(e => e.Entry).Where(e => e?.Kind == LogKind.Read).SelectMany(e => NumberRanges.FromJson(e!.Ranges!)),
            ]);
    }

    private static FeedEvent EventOf(LogStep step, bool isLarge) => step.Message is { } message
        ? Event(message.Position, "message", ChatMessage.Of(message), FeedJson.Default.ChatMessage)
        : EventOf(step.Entry!, step.Username, isLarge);

    private static FeedEvent EventOf(LogEntry entry, string username, bool isLarge)
    {
        var position = entry.Position;
        return entry.Kind switch
        {
            LogKind.Read => Event(
                position, "read",
                new ReadHappened(
                    username, NumberRanges.FromJson(entry.Ranges!).ConvertAll(range => new[] { range.From, range.To }), entry.At),
                FeedJson.Default.ReadHappened,
                onlyFor: isLarge ? entry.UserId : null),
            LogKind.Joined => Event(position, "member", new MemberChanged(username, "joined"), FeedJson.Default.MemberChanged),
            LogKind.Left => Event(
                position, "member", new MemberChanged(username, "left"), FeedJson.Default.MemberChanged, leaves: entry.UserId),
            _ => throw new InvalidOperationException($"The log holds an entry of the unknown kind {entry.Kind}."),
        };
    }

    private static FeedEvent Event<T>(
        long position, string name, T data, JsonTypeInfo<T> shape, long? onlyFor = null,
        long? leaves = null) =>
        new(position, onlyFor, leaves, EventBytes.Of(name, data, shape, position));
}
