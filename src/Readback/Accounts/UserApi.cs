using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Readback.Chat;
using Readback.Directory;
using Readback.Http;
using Readback.Http.OpenApi;

namespace Readback.Accounts;

/// <summary>Users, for administrators; and everybody's own password.</summary>
internal static class UserApi
{
    public static void MapUserAdministration(this IEndpointRouteBuilder app)
    {
        var users = app.MapGroup("/api/users").WithTags("Users");
        users.MapPost("/reset-password", ChangeOwnPassword).AllowBeforePasswordReset().WithProblems(400, 429);
        var administration = users.MapGroup("").RequireAdmin();
        administration.MapGet("", List).WithProblems(403);
        administration.MapPost("", Create).WithProblems(400, 403, 409);
        administration.MapGet("/{id}", Find).WithProblems(403, 404);
        administration.MapPut("/{id}", Change).WithProblems(400, 403, 404, 409);
        administration.MapDelete("/{id}", Delete).WithProblems(403, 404, 409);
        administration.MapPost("/{username}/reset-password", ResetPassword).WithProblems(400, 403, 404);
    }

    /// <summary>All users, by id.</summary>
    public static Ok<IReadOnlyList<User>> List(DirectoryCache directory) =>
        TypedResults.Ok<IReadOnlyList<User>>([.. directory.Users.Select(user => User.Of(user.Row))]);

    /// <summary>Makes a user, who is a member of no space and has no role yet.</summary>
    public static async Task<Results<Ok<User>, ProblemResult>> Create(
        [FromBody] UserInput input, Caller caller, UserAdministration users) =>
        (await users.Create(Actor.Of(caller), input)).TryGet(out var user, out var problem)
            ? TypedResults.Ok(User.Of(user))
            : problem;

    /// <summary>One user.</summary>
    /// <param name="id">The user's id.</param>
    public static Results<Ok<User>, ProblemResult> Find(string id, DirectoryCache directory) =>
        WireId.TryParse(id, out var number) && directory.TryGetUser(number, out var user)
            ? TypedResults.Ok(User.Of(user.Row))
            : UserAdministration.NotFound;

    /// <summary>Changes a user; what is not given stays as it is. Another password, and being disabled, end the sessions.</summary>
    /// <param name="id">The user's id.</param>
    public static async Task<Results<NoContent, ProblemResult>> Change(
        string id, [FromBody] UserInput input, Caller caller, UserAdministration users)
    {
        if (!WireId.TryParse(id, out var number))
        {
            return UserAdministration.NotFound;
        }
        return (await users.Change(Actor.Of(caller), number, input)).TryGet(out _, out var problem)
            ? TypedResults.NoContent()
            : problem;
    }

    /// <summary>Deletes a user, who leaves every space; what was said and read stays on record under the name.</summary>
    /// <param name="id">The user's id.</param>
    public static async Task<Results<NoContent, ProblemResult>> Delete(string id, Caller caller, UserAdministration users)
    {
        if (!WireId.TryParse(id, out var number))
        {
            return UserAdministration.NotFound;
        }
        return (await users.Delete(Actor.Of(caller), number)).TryGet(out _, out var problem) ? TypedResults.NoContent() : problem;
    }

    /// <summary>Changes one's own password, and ends one's other sessions.</summary>
    public static async Task<Results<NoContent, ProblemResult>> ChangeOwnPassword(
        [FromBody] OwnPasswordInput input, Caller caller, HttpContext http, PasswordAdministration passwords) =>
        (await passwords.ChangeOwn(caller, ClientAddress.ForCounting(http), input)).TryGet(out _, out var problem) ? TypedResults.NoContent() : problem;

    /// <summary>Gives a user another password, and ends the user's sessions.</summary>
    /// <param name="username">The username, case ignored.</param>
    public static async Task<Results<NoContent, ProblemResult>> ResetPassword(
        string username, [FromBody] PasswordResetInput input, Caller caller, PasswordAdministration passwords) =>
        (await passwords.Reset(Actor.Of(caller), username, input)).TryGet(out _, out var problem)
            ? TypedResults.NoContent()
            : problem;
}
