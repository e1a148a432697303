using System.Globalization;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Readback.Configuration;
using Readback.Storage;

namespace Readback.Accounts;

/// <summary>Issues and checks the short-lived tokens that name a user (<c>sub</c>) and a session (<c>sid</c>).</summary>
internal sealed class AccessTokens(SigningKeys keys, ReadbackSettings settings, TimeProvider clock)
{
    /// <summary>What a token of ours says it is and whom it is for (RFC 9068): one made for anything else lets nobody in.</summary>
    private const string Type = "at+jwt";
    private const string Audience = "readback";

    /// <summary>How much the clocks of nodes that share a database may differ, in seconds.</summary>
    private const int MaxSkewSeconds = 60;

    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    public string Issue(SessionRow session) => Handler.CreateToken(new SecurityTokenDescriptor
    {
        TokenType = Type,
        Audience = Audience,
        Claims = new Dictionary<string, object>
        {
            [JwtRegisteredClaimNames.Sub] = session.UserId.ToString(CultureInfo.InvariantCulture),
            [JwtRegisteredClaimNames.Sid] = session.Id,
        },
        Expires = clock.GetUtcNow().AddSeconds(settings.Sessions.AccessTokenSeconds).UtcDateTime,
        SigningCredentials = new SigningCredentials(new SymmetricSecurityKey(keys.AccessToken), SecurityAlgorithms.HmacSha256),
    });

    /// <summary>What a token must be: signed by us, for us, of our kind, and in its time by our clock, without any grace.</summary>
    private TokenValidationParameters RulesBy(byte[] key) => new()
    {
        IssuerSigningKey = new SymmetricSecurityKey(key),
        ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
        ValidateIssuer = false,
        ValidTypes = [Type],
        ValidAudience = Audience,
        ClockSkew = TimeSpan.Zero,
        LifetimeValidator = (notBefore, expires, _, _) =>
            expires is { } end && IsInTime(end) && (notBefore is not { } start || start <= clock.GetUtcNow()),
    };

    /// <summary>
    /// Whether a token that ends then is good now. One that ends later than any token made now would comes from a clock that
    /// was set back since: who holds it refreshes, and does not keep it until the clock has caught up.
    /// </summary>
    public bool IsInTime(DateTimeOffset end) =>
        end - clock.GetUtcNow() is var left && left > TimeSpan.Zero
        && left <= TimeSpan.FromSeconds(settings.Sessions.AccessTokenSeconds + MaxSkewSeconds);

    /// <summary>What a token says that is good now; <c>null</c> for all else.</summary>
    public async ValueTask<CheckedToken?> Check(string token)
    {
        var key = keys.AccessToken;
        var result = await Handler.ValidateTokenAsync(token, RulesBy(key));
        return result is { IsValid: true, SecurityToken: JsonWebToken good }
            && good.TryGetPayloadValue<string>(JwtRegisteredClaimNames.Sid, out var session)
            && long.TryParse(good.Subject, NumberStyles.None, CultureInfo.InvariantCulture, out var user)
            ? new CheckedToken(session, user, good.ValidTo, key)
            : null;
    }

    /// <summary>The session that a token of ours names, also when its time is up; <c>null</c> for all else.</summary>
    public async ValueTask<string?> SessionEvenIfExpired(string token)
    {
        var rules = RulesBy(keys.AccessToken);
        rules.LifetimeValidator = (_, _, _, _) => true;
        var result = await Handler.ValidateTokenAsync(token, rules);
        return result.IsValid && result.Claims.TryGetValue(JwtRegisteredClaimNames.Sid, out var session) ? session as string : null;
    }
}

/// <summary>What a token says that was found good.</summary>
/// <param name="Session">The session.</param>
/// <param name="User">Its user.</param>
/// <param name="Expires">From when on it is worth nothing.</param>
/// <param name="Key">The key that it was checked with: another key's tokens are not ours any more.</param>
internal sealed record CheckedToken(string Session, long User, DateTimeOffset Expires, byte[] Key);
