using Readback.Http;
using Readback.Storage;

namespace Readback.Chat;

/// <summary>A page of messages, how many there are in all, and the position of the log that it shows.</summary>
internal sealed record FoundMessages(IReadOnlyList<ChatMessage> Messages, long Total, long Position);

/// <summary>Finds the messages of a page, and how many there are.</summary>
internal static class MessageFinder
{
    public static async ValueTask<FoundMessages> Find(Db db, long space, MessageCriteria criteria, Paging paging)
    {
        var head = await SpaceHeads.Read(db, space) ?? throw new InvalidOperationException($"Space {space} has no head.");
        var filters = await MessageFilters.Prepare(db, space, head.LastNumber, criteria);
        var rows = await filters.Page(db, Orders(paging), paging.Offset, paging.Size);
        // A page that is not full is the last one, and says by itself how many there are.
        var isLast = rows.Count < paging.Size && (rows.Count > 0 || paging.Page == 0);
        var total = isLast ? paging.Offset + rows.Count : await filters.Count(db);
        return new FoundMessages(rows.ConvertAll(ChatMessage.Of), total, head.LastPosition);
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
