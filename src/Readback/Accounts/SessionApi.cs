using Microsoft.AspNetCore.Http.HttpResults;
using Readback.Configuration;
using Readback.Http;
using Readback.Http.OpenApi;

namespace Readback.Accounts;

/// <summary>Log in, refresh, log out (contract, section 1).</summary>
internal static class SessionApi
{
    /// <summary>Longest log-in form, in bytes: two fields.</summary>
    private const int MaxLoginBytes = 16 * 1024;

    private const string TwoCookies =
        "ins_access_token and ins_refresh_token, unless settings name them otherwise; none for other sites' pages.";

    public static void MapSessions(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("").WithTags("Sessions").AllowAnonymous();
        group.MapPost("/login", Login).WithProblems(401, 403, 429, 503).WithRequestForm(
            "Who logs in.", required: true,
                new ApiFormField("username", "With case ignored.", ValueRule.Text),
                new ApiFormField("password", "As it is.", new ValueRule { Format = "password" }))
            .WithQuery("cookiesOnly", "true leaves the tokens out of the body.", ValueRule.Truth)
            .WithAnswerHeader("Set-Cookie", TwoCookies);
        group.MapPost("/refresh", RefreshTokens).WithProblems(401, 403, 503).WithAnswerHeader("Set-Cookie", TwoCookies);
        group.MapPost("/logout", Logout).WithProblems(403, 503).WithAnswerHeader("Set-Cookie", "Clears both cookies.");
    }

    /// <summary>Logs in with the form fields <c>username</c> and <c>password</c>.</summary>
    /// <remarks>
    /// The answer sets both cookies. It is 401, in the same words and the same time, for an unknown user, a wrong
    /// password, a locked and a disabled account; 429 past the attempts that an address may make in a minute.
    /// </remarks>
    /// <param name="cookiesOnly"><c>true</c> leaves the tokens out of the body.</param>
    public static async Task<Results<Ok<SessionAnswer>, ProblemResult>> Login(
        HttpContext http, LogIn logIn, SessionAnswers answers, AccessTokens tokens, Refresh refresh, ReadbackSettings settings,
        string? cookiesOnly)
    {
        DontStore(http);
        if (!(await ReadForm(http.Request)).TryGet(out var form, out var problem)
            || !(await logIn.Enter(
                    form.Username, form.Password, ClientAddress.Of(http), ClientAddress.ForCounting(http), http.RequestAborted))
                .TryGet(out var grant, out problem))
        {
            return problem;
        }
        var wantsTokens = !string.Equals(cookiesOnly, "true", StringComparison.OrdinalIgnoreCase);
        if (!wantsTokens)
        {
            // The cookies were all that this browser had of the session before: nobody can go on with it.
            await End(CrossSite.Cookie(http.Request, settings.Sessions.AccessCookieName), tokens, refresh);
        }
        return TypedResults.Ok(answers.Give(http, grant, wantsTokens));
    }

    /// <summary>Changes the refresh token, from the cookie or the body, for a new one and a new access token.</summary>
    /// <remarks>The tokens stand in the body only if the old one came in the body.</remarks>
    public static async Task<Results<Ok<SessionAnswer>, ProblemResult>> RefreshTokens(
        HttpContext http, Refresh refresh, SessionAnswers answers, ReadbackSettings settings, RefreshRequest? body)
    {
        DontStore(http);
        var token = body?.RefreshToken ?? CrossSite.Cookie(http.Request, settings.Sessions.RefreshCookieName);
        if (string.IsNullOrEmpty(token))
        {
            return ProblemResult.Unauthorized("There is no refresh token: log in.");
        }
        return (await refresh.Rotate(token, ClientAddress.Of(http))).TryGet(out var grant, out var problem)
            ? TypedResults.Ok(answers.Give(http, grant, wantsTokens: body?.RefreshToken is not null))
            : problem;
    }

    /// <summary>Revokes the session of the access token, also of one whose time is up, and clears both cookies.</summary>
    public static async Task<Ok> Logout(HttpContext http, AccessTokens tokens, Refresh refresh, ReadbackSettings settings)
    {
        DontStore(http);
        await End(Authentication.TokenOf(http.Request, settings.Sessions).ToString(), tokens, refresh);
        if (!CrossSite.IsConfiguredOrigin(http.Request))
        {
            SessionCookies.Clear(http, settings.Sessions);
        }
        return TypedResults.Ok();
    }

    private static async ValueTask End(string? token, AccessTokens tokens, Refresh refresh)
    {
        if (token is { Length: > 0 } && await tokens.SessionEvenIfExpired(token) is { } session)
        {
            await refresh.Revoke(session);
        }
    }

    private static async ValueTask<Answer<(string Username, string Password)>> ReadForm(HttpRequest request)
    {
        if (!request.HasFormContentType)
        {
            return request.ContentType is null
                ? ProblemResult.BadRequest("username: the form field is missing.")
                : new ProblemResult(
                    StatusCodes.Status415UnsupportedMediaType,
                    "Content-Type: must be application/x-www-form-urlencoded or multipart/form-data.");
        }
        using var form = await BoundedForm.Read(request, MaxLoginBytes);
        if (form is null)
        {
            return new ProblemResult(StatusCodes.Status413PayloadTooLarge, $"The form must not be longer than {MaxLoginBytes} bytes.");
        }
        var (username, password) = (form.Values("username"), form.Values("password"));
        foreach (var (field, values) in (ReadOnlySpan<(string, List<ReadOnlyMemory<char>>)>)[("username", username), ("password", password)])
        {
            if (values is not [{ IsEmpty: false }])
            {
                return ProblemResult.BadRequest($"{field}: the form field must be given, once.");
            }
        }
        return (username[0].ToString(), password[0].ToString());
    }

    private static void DontStore(HttpContext http) => http.Response.Headers.CacheControl = "no-store";
}
