using Microsoft.AspNetCore.Http.HttpResults;
using Readback.Chat.Inboxes;
using Readback.Directory;
using Readback.Http;
using Readback.Storage;

namespace Readback.Chat;

/// <summary>Who has read one message, and who has not. Any current member may see it: there are no secret readers.</summary>
internal static class MessageRecipients
{
    private static readonly string[] SortableBy = ["username", "readDate"];

    /// <summary>One row for every recipient of a message: who has read it and when, and who has not.</summary>
    /// <param name="id">The message's id.</param>
    /// <param name="paging">Which page; sorted by <c>username</c> (the default) or <c>readDate</c>.</param>
    /// <param name="isRead"><c>true</c> for who has read it, <c>false</c> for who has not; all unless given.</param>
    /// <param name="member">The caller in its space.</param>
    /// <param name="store">Where memberships and reads are.</param>
    /// <param name="context">The request.</param>
    /// <param name="cancellation">Ends with the request.</param>
    public static async Task<Results<JsonAnswer<Page<ChatMessageRecipient>>, ProblemResult>> Handle(
        string id, [AsParameters] PagingQuery paging, string? isRead, Member member, IStore store, HttpContext context,
        CancellationToken cancellation)
    {
        if (!Paging.TryRead(paging, SortableBy, out var wanted, out var problem)
            || !ReadParameter.TryRead(isRead, out var onlyRead, ref problem))
        {
            return problem;
        }
        if (!WireId.TryParse(id, out var messageId) || MessageId.Space(messageId) != member.SpaceId)
        {
            return NotFound;
        }
        var found = await store.Read(db => Read(db, messageId, onlyRead, wanted), cancellation);
        if (found is not var (page, position))
        {
            return NotFound;
        }
        LogPosition.Show(context, position);
        return new JsonAnswer<Page<ChatMessageRecipient>>(json => InboxJson.Write(json, page));
    }

    private static ProblemResult NotFound => ProblemResult.NotFound("There is no such message in this space.");

    internal static async ValueTask<(Page<Delivery> Page, long Position)?> Read(
        Db db, long id, bool? isRead, Paging paging)
    {
        var (space, number) = (MessageId.Space(id), MessageId.Number(id));
        if (await Messages.Find(db, id) is not { } message
            || await MessageReceipts.InRange(db, space, new NumberRange(number, number)) is not [var counts]
            || await SpaceHeads.Read(db, space) is not { } head)
        {
            return null;
        }
        var total = isRead switch
        {
            null => counts.RecipientCount,
            true => counts.ReadCount,
            false => counts.RecipientCount - counts.ReadCount,
        };
        var byDate = paging.IsSorted && paging.Orders[0].Property == "readDate";
        var descending = paging.IsSorted && paging.Orders[0].Descending;
        var recipients = isRead is null && !byDate
            ? await Recipients.ByUsername(db, message, descending, paging.Offset, paging.Size)
            : await Recipients.ByReading(db, message, isRead, byDate, descending, paging.Offset, paging.Size);
        var known = new KnownMessage(message);
        var rows = recipients.ConvertAll(r => new Delivery(known, r.UserId, r.Username, r.ReadAt));
        return (Page<Delivery>.Of(rows, paging, total), head.LastPosition);
    }
}
