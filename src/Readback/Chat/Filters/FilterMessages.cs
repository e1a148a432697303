using Microsoft.AspNetCore.Http.HttpResults;
using Readback.Directory;
using Readback.Http;
using Readback.Storage;
using Readback.Storage.Search;
using Readback.Text;

namespace Readback.Chat.Filters;

/// <summary>Searching the whole history of a space, which every current member may (contract, section 3: Filter).</summary>
internal static class FilterMessages
{
    private static readonly string[] SortableBy = ["creationDate", "id", "createdBy"];

    /// <summary>
    /// The space's messages that meet all that is given. One filter runs at a time per user, for 2 seconds at most.
    /// </summary>
    /// <param name="query">What to look for; everything is optional.</param>
    /// <param name="paging">Which page; sorted by <c>creationDate</c>, <c>id</c> or <c>createdBy</c>, newest first unless asked otherwise.</param>
    /// <param name="member">The caller in its space.</param>
    /// <param name="store">Where messages are.</param>
    /// <param name="directory">Who the senders are.</param>
    /// <param name="finder">Finds them.</param>
    /// <param name="gate">Holds filters to their time.</param>
    /// <param name="context">The request.</param>
    /// <param name="cancellation">Ends with the request.</param>
    public static async Task<Results<JsonAnswer<Page<ChatMessage>>, ProblemResult>> Handle(
        [AsParameters] FilterQuery query, [AsParameters] PagingQuery paging, Member member, IStore store,
        DirectoryCache directory, MessageFinder finder, FilterGate gate, HttpContext context, CancellationToken cancellation)
    {
        if (Refuse(query) is { } refusal)
        {
            return refusal;
        }
        if (!Paging.TryRead(paging, SortableBy, out var wanted, out var problem)
            || !DateBounds.TryRead("onDateSt", query.OnDateSt, "offDateEn", query.OffDateEn, out var dates, out problem))
        {
            return problem;
        }
        var criteria = Criteria(query, dates, directory);
        var found = await gate.Run(
            member.UserId,
            stop => store.Read(db => finder.Find(db, member.SpaceId, criteria, wanted), stop),
            cancellation);
        if (found is null)
        {
            return ProblemResult.Unavailable(
                $"The filter took longer than {FilterGate.MaxSeconds} seconds. Ask for less: a longer text, a sender or a period.");
        }
        LogPosition.Show(context, found.Position);
        return new JsonAnswer<Page<ChatMessage>>(
            Page<ChatMessage>.Of(found.Messages, wanted, found.Total), ChatJson.Default.PageChatMessage);
    }

    /// <summary>No username is empty, so this finds nothing.</summary>
    private const string Nobody = "";

    /// <summary>No message holds U+0000, and to a database it would be the text's end: such content is looked for nowhere.</summary>
    private static MessageCriteria Criteria(FilterQuery query, DateBounds dates, DirectoryCache directory) =>
        query.Content?.Contains('\0') == true
            ? new MessageCriteria(null, Nobody, dates.From, dates.To)
            : new MessageCriteria(
                string.IsNullOrEmpty(query.Content) ? null : CaseFolding.Fold(query.Content),
                string.IsNullOrEmpty(query.From) ? null : directory.UsernameOnRecord(query.From) ?? Nobody,
                dates.From, dates.To);

    private static ProblemResult? Refuse(FilterQuery query) => query switch
    {
        { Content.Length: > FilterQuery.MaxContentLength } =>
            ProblemResult.BadRequest($"content: must not be longer than {FilterQuery.MaxContentLength} UTF-16 code units."),
        { From.Length: > FilterQuery.MaxFromLength } =>
            ProblemResult.BadRequest($"from: must not be longer than {FilterQuery.MaxFromLength} UTF-16 code units."),
        _ => null,
    };
}
