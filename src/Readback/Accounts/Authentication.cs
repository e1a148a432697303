using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.JsonWebTokens;
using Readback.Configuration;
using Readback.Directory;
using Readback.Http;

namespace Readback.Accounts;

/// <summary>
/// Who is asking: the token says which session, and memory says whether that session and its user still are good, so
/// that what was revoked is refused at the next request and no request of a session that is known asks the database.
/// </summary>
internal static class Authentication
{
    /// <summary>
    /// Stands for everybody who was recognised; who it is, <see cref="Caller"/> says. So nothing keeps what stood in the
    /// token while a request lasts, and a stream's lasts for hours.
    /// </summary>
    private static readonly ClaimsPrincipal Recognised = new(new ClaimsIdentity(JwtBearerDefaults.AuthenticationScheme));

    public static void AddTokenAuthentication(this IServiceCollection services)
    {
        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();
        services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
            .Configure<AccessTokens, TimeProvider>((options, tokens, clock) =>
            {
                options.MapInboundClaims = false;
                options.TimeProvider = clock;
                options.TokenValidationParameters = tokens.Rules;
                options.Events = new JwtBearerEvents { OnMessageReceived = FindToken, OnTokenValidated = FindCaller };
            });
    }

    /// <summary>The token of a request: a bearer alone counts where one is sent, else the cookie.</summary>
    public static string? TokenOf(HttpRequest request, SessionSettings sessions) =>
        CrossSite.BearerToken(request) ?? CrossSite.Cookie(request, sessions.AccessCookieName);

    private static Task FindToken(MessageReceivedContext context)
    {
        var sessions = context.HttpContext.RequestServices.GetRequiredService<ReadbackSettings>().Sessions;
        context.Token = TokenOf(context.Request, sessions);
        if (string.IsNullOrEmpty(context.Token))
        {
            context.NoResult();
        }
        return Task.CompletedTask;
    }

    private static async Task FindCaller(TokenValidatedContext context)
    {
        var directory = context.HttpContext.RequestServices.GetRequiredService<DirectoryCache>();
        if (IsCaller(context, directory))
        {
            return;
        }
        // The token is genuine: the session may have begun at another node, a moment ago.
        await directory.CatchUpWithOthers();
        if (!IsCaller(context, directory))
        {
            context.Fail("The session has ended.");
        }
    }

    private static bool IsCaller(TokenValidatedContext context, DirectoryCache directory)
    {
        var session = context.Principal?.FindFirst(JwtRegisteredClaimNames.Sid)?.Value;
        var subject = context.Principal?.FindFirst(JwtRegisteredClaimNames.Sub)?.Value;
        if (session is not null && directory.TryGetSession(session, out var row, out var user)
            && subject == user.Id.ToString(CultureInfo.InvariantCulture))
        {
            context.HttpContext.Features.Set(new Caller(user, row, ClientAddress.Of(context.HttpContext)));
            context.Principal = Recognised;
            return true;
        }
        return false;
    }
}
