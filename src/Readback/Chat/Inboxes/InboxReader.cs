using Readback.Http;
using Readback.Storage;

namespace Readback.Chat.Inboxes;

/// <summary>Reads a page of an inbox: arithmetic says which numbers, one range scan brings the messages.</summary>
internal static class InboxReader
{
    /// <param name="db">One snapshot: the page, its total and its position belong together.</param>
    /// <param name="known">Messages that need not be read.</param>
    /// <param name="space">The space.</param>
    /// <param name="user">Whose inbox.</param>
    /// <param name="username">The name on the rows.</param>
    /// <param name="isRead">Only what is read, or only what is not; <c>null</c> for all.</param>
    /// <param name="newestFirst">The order, which is the order of the log.</param>
    /// <param name="paging">Which page.</param>
    public static async ValueTask<(IReadOnlyList<Delivery> Rows, long Total, long Position)> Read(
        Db db, KnownMessages known, long space, long user, string username, bool? isRead, bool newestFirst, Paging paging)
    {
        var readCount = isRead is null ? null : ReadStates.ReadCount(db, space, user);
        var extent = await InboxExtent.Read(db, space, user);
        var total = readCount is null
            ? extent.Size
            : await readCount.First() is var read && isRead == true ? read : extent.Size - read;
        var numbers = paging.Offset >= total
            ? []
            : await Walk(db, extent, space, user, username, isRead, newestFirst).Cut(paging.Offset, paging.Size);
        var slices = newestFirst ? numbers.ConvertAll(RangeWalk.Mirrored) : numbers;
        var entries = isRead == false ? null : ReadStates.Entries(db, space, user, slices);
        var messages = await known.InRanges(db, space, slices, newestFirst);
        var dates = new ReadDates(entries is null ? [] : await entries.All());
        List<Delivery> rows = [.. messages.Select(message => new Delivery(
            message, user, username, message.Row.SenderId == user ? message.Row.CreatedAt : dates.Of(message.Row.Number)))];
        return (rows, total, extent.Position);
    }

    private static IAsyncEnumerable<NumberRange> Walk(
        Db db, InboxExtent extent, long space, long user, string username, bool? isRead, bool newestFirst)
    {
        var delivered = newestFirst ? extent.Delivered.Reverse().Select(RangeWalk.Mirrored) : extent.Delivered;
        if (isRead is null)
        {
            return delivered.ToAsyncEnumerable();
        }
        var runs = ReadStates.Read(db, space, user, username, newestFirst);
        var walked = newestFirst ? runs.Select(RangeWalk.Mirrored) : runs;
        return isRead.Value ? walked : delivered.Without(walked);
    }
}
