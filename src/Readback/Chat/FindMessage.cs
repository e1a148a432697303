using Microsoft.AspNetCore.Http.HttpResults;
using Readback.Directory;
using Readback.Http;
using Readback.Storage;

namespace Readback.Chat;

/// <summary>Looking up one message of the space.</summary>
internal static class FindMessage
{
    /// <summary>A message by its id.</summary>
    /// <param name="id">The id, as <c>Location</c> and pages give it.</param>
    /// <param name="member">The caller in its space.</param>
    /// <param name="store">Where messages are.</param>
    /// <param name="cancellation">Ends with the request.</param>
    public static Task<Results<Ok<ChatMessage>, ProblemResult>> ById(
        string id, Member member, IStore store, CancellationToken cancellation) =>
        Find(WireId.TryParse(id, out var value) && MessageId.Space(value) == member.SpaceId ? value : 0, store, cancellation);

    /// <summary>A message by its number in the space.</summary>
    /// <param name="number">The number, from 1.</param>
    /// <param name="member">The caller in its space.</param>
    /// <param name="store">Where messages are.</param>
    /// <param name="cancellation">Ends with the request.</param>
    public static Task<Results<Ok<ChatMessage>, ProblemResult>> ByNumber(
        string number, Member member, IStore store, CancellationToken cancellation) =>
        Find(
            WireId.TryParse(number, out var value) && value <= MessageId.MaxNumber ? MessageId.Of(member.SpaceId, value) : 0,
            store, cancellation);

    private static async Task<Results<Ok<ChatMessage>, ProblemResult>> Find(long id, IStore store, CancellationToken cancellation) =>
        await store.Read(db => Messages.Find(db, id), cancellation) is { } message
            ? TypedResults.Ok(ChatMessage.Of(message))
            : ProblemResult.NotFound("There is no such message in this space.");
}
