using Readback.Http;
using Readback.Storage;
using Readback.Storage.Search;

namespace Readback.Chat.Filters;

/// <summary>A page of messages, how many there are in all, and the position of the log that it shows.</summary>
internal sealed record FoundMessages(IReadOnlyList<ChatMessage> Messages, long Total, long Position);

/// <summary>Finds the messages of a page, and how many there are.</summary>
internal sealed class MessageFinder(KeptAnswers kept)
{
    private readonly MessageFilters _filters = new(kept);

    public async ValueTask<FoundMessages> Find(Db db, long space, MessageCriteria criteria, Paging paging)
    {
        var head = await SpaceHeads.Read(db, space) ?? throw new InvalidOperationException($"Space {space} has no head.");
        var selection = await _filters.Find(db, space, head.LastNumber, criteria);
        var order = Order(paging);
        var numbers = order.BySender && paging.Offset < selection.Count
            ? selection.PageBySender(await _filters.Senders(db, space, head.LastNumber), order, paging.Offset, paging.Size)
            : selection.Page(order.NewestFirst, paging.Offset, paging.Size);
        var rows = await Messages.Of(db, space, numbers, order.NewestFirst);
        return new FoundMessages(rows.ConvertAll(ChatMessage.Of), selection.Count, head.LastPosition);
    }

    /// <summary>
    /// Dates of messages sort as ids do: in the order of the log. An id decides every tie, so nothing after it counts; where
    /// none was asked for, it follows in the last sort's direction.
    /// </summary>
    private static MessageOrder Order(Paging paging)
    {
        bool? sendersDescending = null;
        foreach (var order in paging.Orders)
        {
            if (order.Property != "createdBy")
            {
                return Of(sendersDescending, order.Descending);
            }
            sendersDescending ??= order.Descending;
        }
        return Of(sendersDescending, paging.Orders is [] || paging.Orders[^1].Descending);

        static MessageOrder Of(bool? sendersDescending, bool newestFirst) =>
            new(sendersDescending is not null, sendersDescending == true, newestFirst);
    }
}
