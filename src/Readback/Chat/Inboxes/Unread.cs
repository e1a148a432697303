using Microsoft.AspNetCore.Http.HttpResults;
using Readback.Directory;
using Readback.Http;

namespace Readback.Chat.Inboxes;

/// <summary>How much waits for the caller.</summary>
/// <param name="Unread">Messages in the inbox that are not read yet.</param>
/// <param name="Total">Messages in the inbox.</param>
public sealed record UnreadCount(long Unread, long Total);

/// <summary>The unread count, from counters: no row is counted.</summary>
internal static class Unread
{
    /// <summary>How many messages the caller has not read yet in this space, and how many there are.</summary>
    /// <param name="member">The caller in its space.</param>
    /// <param name="counts">Where the counters are.</param>
    /// <param name="context">The request.</param>
    /// <param name="cancellation">Ends with the request.</param>
    public static async Task<Results<JsonAnswer<UnreadCount>, ProblemResult>> Handle(
        Member member, UnreadCounts counts, HttpContext context, CancellationToken cancellation)
    {
        var (count, position) = await counts.Of(member.SpaceId, member.UserId, cancellation);
        LogPosition.Show(context, position);
        return new JsonAnswer<UnreadCount>(count, ChatJson.Default.UnreadCount);
    }
}
