using Readback.Configuration;
using Readback.Directory;
using Readback.Http;

namespace Readback.Accounts;

/// <summary>
/// Who is asking: the token says which session, and memory says whether that session and its user still are good, so
/// that what was revoked is refused at the next request and no request of a session that is known asks the database.
/// A token is checked in full when it first comes; after that it is known by its text (<see cref="KnownTokens"/>).
/// </summary>
internal static class Authentication
{
    /// <summary>Finds out who is asking, unless that is known already; whether that is enough is the endpoint's rule (<see cref="Access"/>).</summary>
    public static IApplicationBuilder UseCallers(this IApplicationBuilder app)
    {
        var known = app.ApplicationServices.GetRequiredService<KnownTokens>();
        var directory = app.ApplicationServices.GetRequiredService<DirectoryCache>();
        var sessions = app.ApplicationServices.GetRequiredService<ReadbackSettings>().Sessions;
        return app.Use((http, next) =>
        {
            if (Caller.Find(http) is not null || TokenOf(http.Request, sessions) is not { Length: > 0 } text)
            {
                return next(http);
            }
            return known.TryGet(text, out var token) && IsCaller(http, token, directory) ? next(http) : Check(http, next, text.ToString(), known, directory);
        });
    }

    /// <summary>The token of a request: a bearer alone counts where one is sent, else the cookie; empty without either.</summary>
    public static ReadOnlySpan<char> TokenOf(HttpRequest request, SessionSettings sessions) =>
        CrossSite.TryGetBearer(request, out var bearer) ? bearer : CrossSite.Cookie(request, sessions.AccessCookieName);

    private static async Task Check(HttpContext http, RequestDelegate next, string text, KnownTokens known, DirectoryCache directory)
    {
        if (await known.Check(text) is { } token && !IsCaller(http, token, directory))
        {
            // The token is genuine: the session may have begun at another node, a moment ago.
            await directory.CatchUpWithOthers();
            IsCaller(http, token, directory);
        }
        await next(http);
    }

    private static bool IsCaller(HttpContext http, CheckedToken token, DirectoryCache directory)
    {
        if (directory.TryGetSession(token.Session, out var session, out var user) && user.Id == token.User)
        {
            http.Features.Set(new Caller(user, session, ClientAddress.Of(http)));
            return true;
        }
        return false;
    }
}
