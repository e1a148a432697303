using System.Globalization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.JsonWebTokens;
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
    public static void AddTokenAuthentication(this IServiceCollection services)
    {
        services.AddSingleton<KnownTokens>();
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

    /// <summary>Finds out who is asking, unless that is known already; whether that is enough is the endpoint's rule (<see cref="Access"/>).</summary>
    public static IApplicationBuilder UseCallers(this IApplicationBuilder app)
    {
        var known = app.ApplicationServices.GetRequiredService<KnownTokens>();
        var directory = app.ApplicationServices.GetRequiredService<DirectoryCache>();
        var sessions = app.ApplicationServices.GetRequiredService<ReadbackSettings>().Sessions;
        return app.Use((http, next) =>
            Caller.Find(http) is not null
            || (known.TryGet(TokenOf(http.Request, sessions), out var token) && IsCaller(http, token.Session, token.User, directory))
                ? next(http)
                : Check(http, next));
    }

    /// <summary>The token of a request: a bearer alone counts where one is sent, else the cookie; empty without either.</summary>
    public static ReadOnlySpan<char> TokenOf(HttpRequest request, SessionSettings sessions) =>
        CrossSite.TryGetBearer(request, out var bearer) ? bearer : CrossSite.Cookie(request, sessions.AccessCookieName);

    private static async Task Check(HttpContext http, RequestDelegate next)
    {
        await http.AuthenticateAsync();
        await next(http);
    }

    private static Task FindToken(MessageReceivedContext context)
    {
        var sessions = context.HttpContext.RequestServices.GetRequiredService<ReadbackSettings>().Sessions;
        context.Token = TokenOf(context.Request, sessions).ToString();
        if (context.Token.Length == 0)
        {
            context.NoResult();
        }
        return Task.CompletedTask;
    }

    private static async Task FindCaller(TokenValidatedContext context)
    {
        var services = context.HttpContext.RequestServices;
        if (context.SecurityToken is not JsonWebToken token || !token.TryGetPayloadValue<string>(JwtRegisteredClaimNames.Sid, out var session)
            || !long.TryParse(token.Subject, NumberStyles.None, CultureInfo.InvariantCulture, out var user))
        {
            context.Fail("The token names no session.");
            return;
        }
        services.GetRequiredService<KnownTokens>().Remember(token, session, user);
        var directory = services.GetRequiredService<DirectoryCache>();
        if (IsCaller(context.HttpContext, session, user, directory))
        {
            return;
        }
        // The token is genuine: the session may have begun at another node, a moment ago.
        await directory.CatchUpWithOthers();
        if (!IsCaller(context.HttpContext, session, user, directory))
        {
            context.Fail("The session has ended.");
        }
    }

    private static bool IsCaller(HttpContext http, string session, long subject, DirectoryCache directory)
    {
        if (directory.TryGetSession(session, out var row, out var user) && user.Id == subject)
        {
            http.Features.Set(new Caller(user, row, ClientAddress.Of(http)));
            return true;
        }
        return false;
    }
}
