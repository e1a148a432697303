using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Readback.Chat;
using Readback.Directory;
using Readback.Http;
using Readback.Http.OpenApi;

namespace Readback.Spaces;

/// <summary>Which roles a user has; for administrators.</summary>
internal static class UserRolesApi
{
    public static void MapUserRoles(this IEndpointRouteBuilder app)
    {
        var roles = app.MapGroup("/api/users/{id}/roles").WithTags("Users").RequireAdmin().WithProblems(403, 404);
        roles.MapGet("", List);
        roles.MapPost("", Grant).WithRequestJsonString("The role.", new ValueRule { OneOf = [Roles.Admin, Roles.Auditor, Roles.Operator] });
        roles.MapDelete("/{role}", Revoke).WithProblems(409);
    }

    /// <summary>The roles of a user, in alphabetical order; none for an operator.</summary>
    /// <param name="id">The user's id.</param>
    public static Results<Ok<IReadOnlyList<string>>, ProblemResult> List(string id, DirectoryCache directory) =>
        WireId.TryParse(id, out var number) && directory.TryGetUser(number, out var user)
            ? TypedResults.Ok<IReadOnlyList<string>>(user.Roles)
            : MemberAdministration.NoSuchUser;

    /// <summary>Gives a user the role that is the body, a JSON string: <c>ADMIN</c>, <c>AUDITOR</c> or <c>OPERATOR</c>.</summary>
    /// <param name="id">The user's id.</param>
    public static async Task<Results<Ok<string>, ProblemResult>> Grant(
        string id, [FromBody] string role, Caller caller, RoleAdministration roles)
    {
        if (!WireId.TryParse(id, out var user))
        {
            return MemberAdministration.NoSuchUser;
        }
        return (await roles.Grant(Actor.Of(caller), user, role)).TryGet(out var granted, out var problem)
            ? TypedResults.Ok(granted)
            : problem;
    }

    /// <summary>Takes a role away; 409 where nobody else could administer then.</summary>
    /// <param name="id">The user's id.</param>
    /// <param name="role"><c>ADMIN</c>, <c>AUDITOR</c> or <c>OPERATOR</c>.</param>
    public static async Task<Results<NoContent, ProblemResult>> Revoke(
        string id, string role, Caller caller, RoleAdministration roles)
    {
        if (!WireId.TryParse(id, out var user))
        {
            return MemberAdministration.NoSuchUser;
        }
        return (await roles.Revoke(Actor.Of(caller), user, role)).TryGet(out _, out var problem)
            ? TypedResults.NoContent()
            : problem;
    }
}
