using Microsoft.AspNetCore.Http.HttpResults;
using Readback.Configuration;
using Readback.Directory;
using Readback.Http;
using Readback.Log;
using Readback.Storage;

namespace Readback.Chat;

/// <summary>Marking messages as read, for the caller alone (contract, section 3: Set read).</summary>
internal static class SetRead
{
    /// <summary>
    /// Marks messages as read. All or nothing: one that is not in the caller's inbox makes it 404. What is read already
    /// keeps its first read time.
    /// </summary>
    /// <param name="member">The caller in its space.</param>
    /// <param name="log">Where it is written.</param>
    /// <param name="settings">The limit on forms.</param>
    /// <param name="context">The request, with <c>messageIds</c> in its query, its form, or both.</param>
    public static async Task<Results<NoContent, ProblemResult>> Many(
        Member member, LogWriter log, ReadbackSettings settings, HttpContext context)
    {
        const string name = "messageIds";
        var (ids, problem) = await ReadIds(name, settings, context.Request);
        return problem is null ? await Write(ids, member, log) : problem;
    }

    /// <summary>Marks one message as read.</summary>
    /// <param name="member">The caller in its space.</param>
    /// <param name="log">Where it is written.</param>
    /// <param name="settings">The limit on forms.</param>
    /// <param name="context">The request, with <c>messageId</c> in its query or its form.</param>
    public static async Task<Results<NoContent, ProblemResult>> One(
        Member member, LogWriter log, ReadbackSettings settings, HttpContext context)
    {
        const string name = "messageId";
        var (ids, problem) = await ReadIds(name, settings, context.Request);
        return problem is not null ? problem
            : ids.Count == 1 ? await Write(ids, member, log)
            : ProblemResult.BadRequest($"{name}: must be given once, with one message's id.");
    }

    /// <summary>The ids of the query and of the form, or what is wrong with them.</summary>
    private static async ValueTask<(List<long> Ids, ProblemResult? Problem)> ReadIds(
        string name, ReadbackSettings settings, HttpRequest request)
    {
        using var form = request.HasFormContentType ? await BoundedForm.Read(request, settings.Limits.MaxFormBodyBytes) : null;
        if (form is null && request.HasFormContentType)
        {
            return ([], new ProblemResult(
                StatusCodes.Status413PayloadTooLarge, $"The form must not exceed {settings.Limits.MaxFormBodyBytes} bytes."));
        }
        return MessageIds.TryRead(name, request.Query[name], form?.Values(name) ?? [], out var ids, out var problem)
            ? (ids, null)
            : ([], problem);
    }

    private static async Task<Results<NoContent, ProblemResult>> Write(List<long> ids, Member member, LogWriter log)
    {
        if (ids.Exists(id => MessageId.Space(id) != member.SpaceId))
        {
            return LogAnswers.Problem(new LogAnswer(LogOutcome.NotInInbox));
        }
        var answer = await log.Append(new SetReadItem(
            new Author(member.Caller.Session.Id, member.UserId, member.SpaceId),
            NumberRanges.Of(ids.Select(MessageId.Number))));
        return answer.Outcome == LogOutcome.Done ? TypedResults.NoContent() : LogAnswers.Problem(answer);
    }
}
