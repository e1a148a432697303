using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Readback.Directory;
using Readback.Http;
using Readback.Http.OpenApi;
using Readback.Storage;

namespace Readback.Accounts;

/// <summary>Who is here, who is locked out, and who tried; and what administrators did.</summary>
internal static class AuthApi
{
    public static void MapAuth(this IEndpointRouteBuilder app)
    {
        var auth = app.MapGroup("/api/auth").WithTags("Auth");
        auth.MapGet("/current-user", FindCurrentUser).AllowBeforePasswordReset()
            .WithRequestHeader(Tenancy.HeaderName, "Which of one's own spaces is to be activeSpace.");
        auth.MapGet("/logged-in-users", ListLoggedIn).RequireMember();
        var administration = auth.MapGroup("").RequireAdmin().WithProblems(403);
        administration.MapGet("/locked-users", ListLocked);
        administration.MapDelete("/locked-users/{username}", Unlock).WithProblems(404);
        WithRecordFilters(administration.MapGet("/auth-logs", ListAttempts));
        WithRecordFilters(app.MapGet("/api/audit", ListActs).WithTags("Audit").RequireAdminOrAuditor());
    }

    private static void WithRecordFilters(RouteHandlerBuilder endpoint) => endpoint.WithProblems(400).WithSortBy("date")
        .WithQuery("username", "The whole username, case ignored.", ValueRule.UpTo(RecordQuery.MaxLength))
        .WithQuery("ip", "The whole address.", ValueRule.UpTo(RecordQuery.MaxLength))
        .WithQuery("msg", "A part of what came of it, case ignored; of action and target in the audit.", ValueRule.UpTo(RecordQuery.MaxLength))
        .WithQuery("dateSt", "The first moment, included: ISO 8601; a bare date means from its start.", new ValueRule { Example = "2026-11-23" })
        .WithQuery("dateEn", "The last moment, included; a bare date means to its end.", new ValueRule { Example = "2026-11-23" });

    /// <summary>Who is logged in here.</summary>
    public static JsonAnswer<CurrentUser> FindCurrentUser(Caller caller, HttpContext http, DirectoryCache directory)
    {
        var (user, spaces) = (caller.User.Row, directory.SpacesOf(caller.User).ToList());
        var active = Tenancy.SpaceName(http.Request) is { } name && directory.TryGetSpace(name, out var asked) && spaces.Contains(asked)
            ? asked
            : spaces.FirstOrDefault();
        var current = new CurrentUser(
            user.Id.ToString(CultureInfo.InvariantCulture), user.Username, active?.Name, spaces.ConvertAll(space => space.Name),
            caller.User.Roles, Permissions: [], Menus: [], user.Email, user.Phone, user.EulaAccepted, user.RequirePasswordReset,
            caller.Address);
        return new JsonAnswer<CurrentUser>(current, AccountsJson.Default.CurrentUser);
    }

    /// <summary>The members of the space that are online, in alphabetical order.</summary>
    public static Ok<IReadOnlyList<string>> ListLoggedIn(Member member, DirectoryCache directory, Presence presence) =>
        TypedResults.Ok<IReadOnlyList<string>>(
        [
            .. presence.OnlineIn(member.SpaceId)
                .Select(id => directory.TryGetUser(id, out var user) && directory.IsMember(user, member.SpaceId) ? user.Username : null)
                .OfType<string>().Order(StringComparer.Ordinal),
        ]);

    /// <summary>The users that are locked, for one address at least, after too many wrong passwords.</summary>
    public static async Task<Ok<IReadOnlyList<string>>> ListLocked(IStore store, TimeProvider clock, CancellationToken cancellation) =>
        TypedResults.Ok<IReadOnlyList<string>>(
            await store.Read(db => LoginFailures.LockedUsernames(db, clock.GetUtcNow()), cancellation));

    /// <summary>Unlocks a user, for every address.</summary>
    /// <param name="username">The username, case ignored.</param>
    public static async Task<Results<NoContent, ProblemResult>> Unlock(
        string username, Caller caller, PasswordAdministration passwords) =>
        (await passwords.Unlock(Actor.Of(caller), username)).TryGet(out _, out var problem) ? TypedResults.NoContent() : problem;

    /// <summary>The attempts to log in, the newest first.</summary>
    public static async Task<Results<Ok<Page<AuthLogEntry>>, ProblemResult>> ListAttempts(
        [AsParameters] RecordQuery query, [AsParameters] PagingQuery page, IStore store, CancellationToken cancellation)
    {
        if (!query.Read(page).TryGet(out var wanted, out var problem))
        {
            return problem;
        }
        var (filter, paging, oldestFirst) = wanted;
        var (rows, total) = await store.Read(
            db => AuthLog.Page(db, filter, oldestFirst, paging.Size, paging.Offset), cancellation);
        return TypedResults.Ok(Page<AuthLogEntry>.Of([.. rows.Select(AuthLogEntry.Of)], paging, total));
    }

    /// <summary>The administrative acts, the newest first; an auditor sees those on their own spaces and their members.</summary>
    public static async Task<Results<Ok<Page<AuditEntry>>, ProblemResult>> ListActs(
        [AsParameters] RecordQuery query, [AsParameters] PagingQuery page, Caller caller, IStore store,
        CancellationToken cancellation)
    {
        if (!query.Read(page).TryGet(out var wanted, out var problem))
        {
            return problem;
        }
        var (filter, paging, oldestFirst) = wanted;
        long? auditor = caller.User.IsAdmin ? null : caller.User.Id;
        var (rows, total) = await store.Read(
            db => AuditLog.Page(db, filter, auditor, oldestFirst, paging.Size, paging.Offset), cancellation);
        return TypedResults.Ok(Page<AuditEntry>.Of([.. rows.Select(AuditEntry.Of)], paging, total));
    }
}
