using Readback.Http;
using Readback.Storage;

namespace Readback.Chat;

/// <summary>A page of messages, how many there are in all, and the position of the log that it shows.</summary>
internal sealed record FoundMessages(IReadOnlyList<ChatMessage> Messages, long Total, long Position);

/// <summary>Finds the messages of a page. Without criteria and in the order of the log it is arithmetic, as in an inbox.</summary>
internal static class MessageFinder
{
    public static async ValueTask<FoundMessages> Find(Db db, long space, MessageCriteria criteria, Paging paging)
    {
        var head = await SpaceHeads.Read(db, space) ?? throw new InvalidOperationException($"Space {space} has no head.");
        var orders = Orders(paging);
        if (criteria.IsEmpty && !orders[0].BySender)
        {
            return new FoundMessages(
                await ByNumber(db, space, head.LastNumber, orders[0].Descending, paging), head.LastNumber, head.LastPosition);
        }
        var filters = await MessageFilters.Prepare(db, space, criteria);
        var total = criteria.IsEmpty ? head.LastNumber : await filters.Count(db);
        var rows = paging.Offset >= total ? [] : await filters.Page(db, orders, paging.Offset, paging.Size);
        return new FoundMessages(rows.ConvertAll(ChatMessage.Of), total, head.LastPosition);
    }

    private static async ValueTask<List<ChatMessage>> ByNumber(
        Db db, long space, long lastNumber, bool newestFirst, Paging paging)
    {
        var (from, to) = (paging.Offset + 1, Math.Min(paging.Offset + paging.Size, lastNumber));
        var range = newestFirst ? new NumberRange(lastNumber + 1 - to, lastNumber + 1 - from) : new NumberRange(from, to);
        var rows = range.IsEmpty ? [] : await Messages.InRanges(db, space, [range], newestFirst);
        return rows.ConvertAll(ChatMessage.Of);
    }

    /// <summary>
    /// Dates of messages sort as ids do: in the order of the log. An id decides every tie, so nothing after it counts; where
    /// none was asked for, it follows in the last sort's direction.
    /// </summary>
    private static List<MessageOrder> Orders(Paging paging)
    {
        var orders = new List<MessageOrder>();
        foreach (var order in paging.Orders)
        {
            orders.Add(new MessageOrder(order.Property == "createdBy", order.Descending));
            if (!orders[^1].BySender)
            {
                return orders;
            }
        }
        orders.Add(new MessageOrder(BySender: false, orders is [] || orders[^1].Descending));
        return orders;
    }
}
