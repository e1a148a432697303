using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Readback.Chat;
using Readback.Directory;
using Readback.Http;
using Readback.Http.OpenApi;

namespace Readback.Spaces;

/// <summary>Spaces: everybody sees their own, an administrator sees and changes them all.</summary>
internal static class SpaceApi
{
    private static readonly ProblemResult NotYours = ProblemResult.Forbidden("You are not a member of such a space.");

    public static void MapSpaceAdministration(this IEndpointRouteBuilder app)
    {
        var spaces = app.MapGroup("/api/spaces").WithTags("Spaces");
        spaces.MapGet("", List);
        spaces.MapGet("/{id}", Find).WithProblems(403, 404);
        var administration = spaces.MapGroup("").RequireAdmin();
        administration.MapPost("", Create).WithProblems(400, 403, 409);
        administration.MapPut("/{id}", Rename).WithProblems(400, 403, 404, 409);
        administration.MapDelete("/{id}", Close).WithProblems(403, 404);
    }

    /// <summary>All open spaces for an administrator, one's own for others; by id.</summary>
    public static Ok<IReadOnlyList<Space>> List(Caller caller, DirectoryCache directory) =>
        TypedResults.Ok<IReadOnlyList<Space>>(
            [.. (caller.User.IsAdmin ? directory.Spaces : directory.SpacesOf(caller.User)).Select(Space.Of)]);

    /// <summary>One space. Who is no administrator gets 403 for all that are not one's own, whether they exist or not.</summary>
    /// <param name="id">The space's id.</param>
    public static Results<Ok<Space>, ProblemResult> Find(string id, Caller caller, DirectoryCache directory)
    {
        var isThere = WireId.TryParse(id, out var number) & directory.TryGetSpace(number, out var space);
        if (!caller.User.IsAdmin && !(isThere && directory.IsMember(caller.User, number)))
        {
            return NotYours;
        }
        return isThere ? TypedResults.Ok(Space.Of(space!)) : SpaceAdministration.NotFound;
    }

    /// <summary>Makes a space; it has no members yet.</summary>
    public static async Task<Results<Ok<Space>, ProblemResult>> Create(
        [FromBody] SpaceInput input, Caller caller, SpaceAdministration spaces) =>
        (await spaces.Create(Actor.Of(caller), input.Name)).TryGet(out var space, out var problem)
            ? TypedResults.Ok(Space.Of(space))
            : problem;

    /// <summary>Renames a space.</summary>
    /// <param name="id">The space's id.</param>
    public static async Task<Results<NoContent, ProblemResult>> Rename(
        string id, [FromBody] SpaceInput input, Caller caller, DirectoryCache directory, SpaceAdministration spaces)
    {
        if (!WireId.TryParse(id, out var number) || !directory.TryGetSpace(number, out var space))
        {
            return SpaceAdministration.NotFound;
        }
        return (await spaces.Rename(Actor.Of(caller), number, input.Name ?? space.Name)).TryGet(out _, out var problem)
            ? TypedResults.NoContent()
            : problem;
    }

    /// <summary>Closes a space: nobody enters, it is in no list, nothing is erased, and its name is not used again.</summary>
    /// <param name="id">The space's id.</param>
    public static async Task<Results<NoContent, ProblemResult>> Close(string id, Caller caller, SpaceAdministration spaces)
    {
        if (!WireId.TryParse(id, out var number))
        {
            return SpaceAdministration.NotFound;
        }
        return (await spaces.Close(Actor.Of(caller), number)).TryGet(out _, out var problem) ? TypedResults.NoContent() : problem;
    }
}
