using Readback.Configuration;

namespace Readback.Accounts;

/// <summary>The two cookies of a session: out of scripts' reach, and not sent along from other sites.</summary>
internal static class SessionCookies
{
    private const string RefreshPath = "/refresh";

    public static void Set(HttpContext http, SessionSettings rules, string accessToken, string refreshToken)
    {
        http.Response.Cookies.Append(rules.AccessCookieName, accessToken, Access(http, rules));
        http.Response.Cookies.Append(rules.RefreshCookieName, refreshToken, Refresh(http, rules));
    }

    public static void Clear(HttpContext http, SessionSettings rules)
    {
        http.Response.Cookies.Delete(rules.AccessCookieName, Access(http, rules));
        http.Response.Cookies.Delete(rules.RefreshCookieName, Refresh(http, rules));
    }

    private static CookieOptions Access(HttpContext http, SessionSettings rules) =>
        Options(http, "/", rules.AccessTokenSeconds);

    private static CookieOptions Refresh(HttpContext http, SessionSettings rules) =>
        Options(http, RefreshPath, rules.RefreshTokenSeconds);

    private static CookieOptions Options(HttpContext http, string path, int seconds) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = http.Request.IsHttps,
        Path = path,
        MaxAge = TimeSpan.FromSeconds(seconds),
    };
}
