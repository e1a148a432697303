using Microsoft.Net.Http.Headers;
using Readback.Configuration;

namespace Readback.Http.Hosting;

/// <summary>The headers that every answer carries, errors and all: an answer of the API is data, never a page.</summary>
internal static class SecurityHeaders
{
    /// <summary>For answers that are no pages. A page sets a policy of its own, and keeps it.</summary>
    private const string DataPolicy = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    private static readonly PathString[] PrivatePaths = ["/api", "/login", "/refresh", "/logout"];

    /// <summary>The outermost: set when the answer starts, so that nothing which begins anew can lose them.</summary>
    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app, NetworkSettings network)
    {
        app.Use((http, next) =>
        {
            http.Response.OnStarting(static state => Set((HttpContext)state), http);
            return next(http);
        });
        return network.StrictTransportDays == 0 ? app : app.UseStrictTransport(network.StrictTransportDays);
    }

    /// <summary>Said over HTTPS alone, be it this server's own or a proxy's: over HTTP browsers pay no heed to it.</summary>
    private static IApplicationBuilder UseStrictTransport(this IApplicationBuilder app, int days)
    {
        var policy = $"max-age={(long)TimeSpan.FromDays(days).TotalSeconds}; includeSubDomains";
        return app.Use((http, next) =>
        {
            http.Response.OnStarting(
                () =>
                {
                    if (http.Request.IsHttps)
                    {
                        http.Response.Headers.StrictTransportSecurity = policy;
                    }
                    return Task.CompletedTask;
                });
            return next(http);
        });
    }

    private static Task Set(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.TryAdd(HeaderNames.ContentSecurityPolicy, DataPolicy);
        headers.XContentTypeOptions = "nosniff";
        headers.TryAdd("Referrer-Policy", "no-referrer");
        if (IsPrivate(http))
        {
            headers.CacheControl = "no-store";
        }
        return Task.CompletedTask;
    }

    /// <summary>What one user was told, and every error: neither is for a cache.</summary>
    private static bool IsPrivate(HttpContext http) =>
        http.Response.StatusCode >= StatusCodes.Status400BadRequest
        || Array.Exists(PrivatePaths, path => http.Request.Path.StartsWithSegments(path));
}
