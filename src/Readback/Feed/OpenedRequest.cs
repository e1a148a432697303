using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Features.Authentication;
using Microsoft.Net.Http.Headers;

namespace Readback.Feed;

/// <summary>A stream's request lives for hours, and with it all that was made of it.</summary>
internal static class OpenedRequest
{
    /// <summary>
    /// Lets go of what only the opening needed: the token, who was recognised by it, the parsed query, and the request's
    /// own services. Nothing behind the feed asks for them again; the framework makes anew what should be asked for.
    /// </summary>
    public static async Task LetGo(HttpContext context)
    {
        context.Request.Headers.Remove(HeaderNames.Authorization);
        context.Request.Headers.Remove(HeaderNames.Cookie);
        context.Features.Set<IAuthenticateResultFeature>(null);
        context.Features.Set<IHttpAuthenticationFeature>(null);
        context.Features.Set<IQueryFeature>(null);
        if (context.Features.Get<IServiceProvidersFeature>() is IAsyncDisposable services)
        {
            context.Features.Set<IServiceProvidersFeature>(null);
            await services.DisposeAsync();
        }
    }
}
