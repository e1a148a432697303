using Microsoft.Extensions.Primitives;
using Readback.Configuration;

namespace Readback.Http;

/// <summary>
/// What other sites' pages may do (contract, section 1). With a user's cookies: nothing. With bearer tokens: what they
/// like, where their origin is configured; to these no cookie is read and none is set.
/// </summary>
internal static class CrossSite
{
    private const string BearerPrefix = "Bearer ";

    /// <summary>How long a browser may remember that an origin is allowed.</summary>
    private static readonly TimeSpan PreflightAge = TimeSpan.FromMinutes(10);

    public static IServiceCollection AddCrossSite(this IServiceCollection services, ReadbackSettings settings) =>
        services.AddCors(cors => cors.AddDefaultPolicy(policy => policy
            .WithOrigins([.. settings.Network.AllowedOrigins.Select(Normal)])
            .WithMethods(HttpMethods.Get, HttpMethods.Post, HttpMethods.Put, HttpMethods.Delete)
            .WithHeaders("Authorization", "Content-Type", "X-Space", "Idempotency-Key", "Last-Event-ID")
            .WithExposedHeaders("Location", "X-Log-Position", "Retry-After")
            .DisallowCredentials()
            .SetPreflightMaxAge(PreflightAge)));

    /// <summary>Runs after routing and before authentication.</summary>
    public static IApplicationBuilder UseCrossSite(this IApplicationBuilder app) => app.UseCors().Use((http, next) =>
        IsAllowed(http.Request)
            ? next(http)
            : ProblemResult.Forbidden(
                "This call came from another site's page, and needs an access token as Authorization: Bearer.").ExecuteAsync(http));

    /// <summary>The bearer token, where the request says it has one; it may be empty.</summary>
    public static bool TryGetBearer(HttpRequest request, out ReadOnlySpan<char> token)
    {
        var header = request.Headers.Authorization;
        var isBearer = header.Count > 0 && header[0]?.StartsWith(BearerPrefix, StringComparison.OrdinalIgnoreCase) == true;
        token = isBearer ? header[0].AsSpan(BearerPrefix.Length).Trim() : default;
        return isBearer;
    }

    /// <summary>A cookie, unless a page of another site sends it.</summary>
    public static string? Cookie(HttpRequest request, string name) =>
        IsConfiguredOrigin(request) ? null : request.Cookies[name];

    /// <summary>Whether a page of another site asks that is configured to be let in.</summary>
    public static bool IsConfiguredOrigin(HttpRequest request)
    {
        var origin = request.Headers.Origin;
        return origin.Count == 1 && !IsOurs(request, origin)
            && request.HttpContext.RequestServices.GetRequiredService<ReadbackSettings>().Network.AllowedOrigins
                .Any(allowed => Normal(allowed).Equals(origin[0], StringComparison.OrdinalIgnoreCase));
    }

    private static bool IsAllowed(HttpRequest request) =>
        IsSafe(request.Method) || TryGetBearer(request, out _) || IsOurPage(request) || IsConfiguredOrigin(request);

    private static bool IsSafe(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method) || HttpMethods.IsTrace(method);

    // The browser's own word comes first; a plain-HTTP page has none, and then its origin must be ours. Where both are
    // absent no browser asks, and nobody's cookies are sent unasked.
    private static bool IsOurPage(HttpRequest request) => request.Headers["Sec-Fetch-Site"] switch
    {
        { Count: > 0 } site => site.Count == 1 && site[0] is "same-origin" or "none",
        _ => request.Headers.Origin is not { Count: > 0 } origin || IsOurs(request, origin),
    };

    private static bool IsOurs(HttpRequest request, StringValues origin) =>
        origin.Count == 1 && Uri.TryCreate(origin[0], UriKind.Absolute, out var theirs)
        && Uri.TryCreate($"{request.Scheme}://{request.Host}", UriKind.Absolute, out var ours)
        && Uri.Compare(theirs, ours, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0;

    private static string Normal(string origin) => origin.TrimEnd('/');
}
