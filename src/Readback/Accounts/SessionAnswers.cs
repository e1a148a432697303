using Readback.Configuration;
using Readback.Directory;
using Readback.Http;

namespace Readback.Accounts;

/// <summary>Hands out what a session gives: cookies, a body, or both.</summary>
internal sealed class SessionAnswers(DirectoryCache directory, AccessTokens tokens, ReadbackSettings settings)
{
    /// <param name="http">The request that is answered.</param>
    /// <param name="grant">What it gets.</param>
    /// <param name="wantsTokens">Whether the tokens are to stand in the body. Pages of other sites get nothing else.</param>
    public SessionAnswer Give(HttpContext http, SessionGrant grant, bool wantsTokens)
    {
        var access = tokens.Issue(grant.Session);
        var isForeign = CrossSite.IsConfiguredOrigin(http.Request);
        if (!isForeign)
        {
            SessionCookies.Set(http, settings.Sessions, access, grant.RefreshToken);
        }
        var spaces = directory.TryGetUser(grant.Session.UserId, out var user)
            ? directory.SpacesOf(user).Select(space => space.Name).ToList()
            : [];
        var inBody = wantsTokens || isForeign;
        return new SessionAnswer(
            inBody ? access : null, inBody ? grant.RefreshToken : null, settings.Sessions.AccessTokenSeconds,
            spaces.FirstOrDefault(), spaces);
    }
}
