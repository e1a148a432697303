using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Readback.Chat;
using Readback.Directory;
using Readback.Http;
using Readback.Http.OpenApi;

namespace Readback.Spaces;

/// <summary>Which spaces a user is a member of; for administrators.</summary>
internal static class UserSpacesApi
{
    public static void MapUserSpaces(this IEndpointRouteBuilder app)
    {
        var spaces = app.MapGroup("/api/users/{id}/spaces").WithTags("Users").RequireAdmin().WithProblems(403, 404);
        spaces.MapGet("", List);
        spaces.MapPost("", Join).WithRequestJsonString("The space's id.", new ValueRule { Pattern = "^[0-9]+$" });
        spaces.MapDelete("/{spaceId}", Leave);
    }

    /// <summary>The open spaces that a user is a member of, by id.</summary>
    /// <param name="id">The user's id.</param>
    public static Results<Ok<IReadOnlyList<Space>>, ProblemResult> List(string id, DirectoryCache directory) =>
        WireId.TryParse(id, out var number) && directory.TryGetUser(number, out var user)
            ? TypedResults.Ok<IReadOnlyList<Space>>([.. directory.SpacesOf(user).Select(Space.Of)])
            : MemberAdministration.NoSuchUser;

    /// <summary>Makes a user a member of the space whose id is the body, a JSON string. A member stays one.</summary>
    /// <param name="id">The user's id.</param>
    public static async Task<Results<Ok<Space>, ProblemResult>> Join(
        string id, [FromBody] string spaceId, Caller caller, DirectoryCache directory, MemberAdministration members)
    {
        if (!WireId.TryParse(id, out var user) || !directory.TryGetUser(user, out _))
        {
            return MemberAdministration.NoSuchUser;
        }
        if (!WireId.TryParse(spaceId, out var space))
        {
            return SpaceAdministration.NotFound;
        }
        return (await members.Join(Actor.Of(caller), user, space)).TryGet(out var joined, out var problem)
            ? TypedResults.Ok(Space.Of(joined))
            : problem;
    }

    /// <summary>Takes a user out of a space; what was delivered until then is kept.</summary>
    /// <param name="id">The user's id.</param>
    /// <param name="spaceId">The space's id.</param>
    public static async Task<Results<NoContent, ProblemResult>> Leave(
        string id, string spaceId, Caller caller, MemberAdministration members)
    {
        if (!WireId.TryParse(id, out var user))
        {
            return MemberAdministration.NoSuchUser;
        }
        if (!WireId.TryParse(spaceId, out var space))
        {
            return SpaceAdministration.NotFound;
        }
        return (await members.Leave(Actor.Of(caller), user, space)).TryGet(out _, out var problem)
            ? TypedResults.NoContent()
            : problem;
    }
}
