using Microsoft.AspNetCore.Http.HttpResults;
using Readback.Directory;
using Readback.Http;

namespace Readback.Chat.Inboxes;

/// <summary>The caller's inbox.</summary>
internal static class Inbox
{
    private static readonly string[] SortableBy = ["creationDate", "id"];

    /// <summary>The caller's inbox in this space: one row per message sent while the caller was a member.</summary>
    /// <param name="paging">Which page; sorted by <c>creationDate</c> or <c>id</c>, newest first unless asked otherwise.</param>
    /// <param name="isRead"><c>true</c> for what is read, <c>false</c> for what is not; all unless given.</param>
    /// <param name="member">The caller in its space.</param>
    /// <param name="pages">Where pages come from.</param>
    /// <param name="context">The request.</param>
    /// <param name="cancellation">Ends with the request.</param>
    public static async Task<Results<JsonAnswer<Page<ChatMessageRecipient>>, ProblemResult>> Handle(
        [AsParameters] PagingQuery paging, string? isRead, Member member, InboxPages pages, HttpContext context, CancellationToken cancellation)
    {
        if (!Paging.TryRead(paging, SortableBy, out var wanted, out var problem)
            || !ReadParameter.TryRead(isRead, out var onlyRead, ref problem))
        {
            return problem;
        }
        var newestFirst = !wanted.IsSorted || wanted.Orders[0].Descending;
        var (page, position) = await pages.Of(
            member.SpaceId, member.UserId, member.Caller.User.Username, onlyRead, newestFirst, wanted, cancellation);
        LogPosition.Show(context, position);
        return new JsonAnswer<Page<ChatMessageRecipient>>(json => InboxJson.Write(json, page));
    }
}
