using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Readback.Accounts;
using Readback.Tests.Hosting;

namespace Readback.Tests.Accounts;

/// <summary>Tokens that somebody made: all but one kind of them are worth nothing, and are refused in the same words.</summary>
public sealed class ForgedTokenTests(ReadbackServer server) : IClassFixture<ReadbackServer>
{
    private const string Header = """{"alg":"HS256","typ":"at+jwt"}""";

    private static readonly RSA Rsa = RSA.Create(2048);

    private readonly HttpClient _client = server.Stranger();

    /// <summary>What is wrong with each: header, claims (where {0} is the user, {1} the session, {2} an hour from now), and who signs.</summary>
    public static TheoryData<string, string, string, string> Forgeries => new()
    {
        { "no algorithm", """{"alg":"none","typ":"at+jwt"}""", Good, "nobody" },
        { "no algorithm, in other letters", """{"alg":"NoNe","typ":"at+jwt"}""", Good, "nobody" },
        { "no algorithm, and yet our signature", """{"alg":"none","typ":"at+jwt"}""", Good, "HS256" },
        { "our algorithm, no signature", Header, Good, "nobody" },
        { "another hash, our key", """{"alg":"HS512","typ":"at+jwt"}""", Good, "HS512" },
        { "another hash in the header alone", """{"alg":"HS384","typ":"at+jwt"}""", Good, "HS256" },
        { "public-key algorithm", """{"alg":"RS256","typ":"at+jwt"}""", Good, "RS256" },
        { "public-key algorithm, our key", """{"alg":"RS256","typ":"at+jwt"}""", Good, "HS256" },
        { "another key", Header, Good, "another" },
        { "an empty key", Header, Good, "empty" },
        { "the key for refresh tokens", Header, Good, "refresh" },
        { "a key in the header", """{"alg":"HS256","typ":"at+jwt","jwk":{"kty":"oct","k":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}}""", Good, "zeros" },
        { "a key elsewhere", """{"alg":"HS256","typ":"at+jwt","jku":"http://127.0.0.1:9/keys","x5u":"http://127.0.0.1:9/","kid":"../../dev/null"}""", Good, "zeros" },
        { "another kind of token", """{"alg":"HS256","typ":"JWT"}""", Good, "HS256" },
        { "no kind", """{"alg":"HS256"}""", Good, "HS256" },
        { "for another service", Header, """{"aud":"inscada","sub":"{0}","sid":"{1}","exp":{2}}""", "HS256" },
        { "for nobody", Header, """{"sub":"{0}","sid":"{1}","exp":{2}}""", "HS256" },
        { "past its time", Header, """{"aud":"readback","sub":"{0}","sid":"{1}","exp":1000000000}""", "HS256" },
        { "before its time", Header, """{"aud":"readback","sub":"{0}","sid":"{1}","nbf":{2},"exp":{2}}""", "HS256" },
        { "without an end", Header, """{"aud":"readback","sub":"{0}","sid":"{1}"}""", "HS256" },
        { "with an end that is none", Header, """{"aud":"readback","sub":"{0}","sid":"{1}","exp":"never"}""", "HS256" },
        { "another user's session", Header, """{"aud":"readback","sub":"1","sid":"{1}","exp":{2}}""", "HS256" },
        { "no user", Header, """{"aud":"readback","sid":"{1}","exp":{2}}""", "HS256" },
        { "no session", Header, """{"aud":"readback","sub":"{0}","exp":{2}}""", "HS256" },
        { "an unknown session", Header, """{"aud":"readback","sub":"{0}","sid":"AAAAAAAAAAAAAAAAAAAAAA","exp":{2}}""", "HS256" },
        { "no claims", Header, "{}", "HS256" },
        { "claims that are no object", Header, "[]", "HS256" },
        { "claims that are no JSON", Header, "{", "HS256" },
        { "a header that is no JSON", "{", Good, "HS256" },
    };

    private const string Good = """{"aud":"readback","sub":"{0}","sid":"{1}","exp":{2}}""";

    [Theory]
    [MemberData(nameof(Forgeries))]
    public async Task A_forged_token_lets_nobody_in_and_logs_nobody_out(string wrong, string header, string claims, string signer)
    {
        var ayse = await server.LogIn("ayse");
        // The premise: made the same way with nothing wrong, it is a token.
        await _client.CurrentUser(bearer: Make(ayse, Header, Good, "HS256")).Text();

        var forged = Make(ayse, header, claims, signer);
        var refused = await _client.CurrentUser(bearer: "nonsense").Unauthorized();
        Assert.Equal(refused, await _client.CurrentUser(bearer: forged).Unauthorized());
        Assert.Equal(refused, await _client.CurrentUser(cookie: forged).Unauthorized());
        if (wrong is not "past its time" and not "before its time" and not "another user's session" and not "no user" and not "without an end")
        {
            await _client.Call(HttpMethod.Post, "/logout", null, ("Authorization", $"Bearer {forged}")).Text();
            await _client.CurrentUser(bearer: ayse.AccessToken).Text();
        }
    }

    [Fact]
    public async Task No_letter_of_a_token_can_be_another()
    {
        var ayse = await server.LogIn("ayse");
        var token = ayse.AccessToken;
        // The last letter of each part holds bits that mean nothing: another letter there may be the same part.
        var ends = token.Split('.').Aggregate(new List<int>(), (at, part) => [.. at, (at.Count == 0 ? -1 : at[^1] + 1) + part.Length]);
        for (var i = 0; i < token.Length; i++)
        {
            if (token[i] == '.' || ends.Contains(i))
            {
                continue;
            }
            var changed = $"{token[..i]}{(token[i] == 'A' ? 'B' : 'A')}{token[(i + 1)..]}";
            await _client.CurrentUser(bearer: changed).Unauthorized();
        }
        await _client.CurrentUser(bearer: token).Text();
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a.b.c")]
    [InlineData("a.b.c.d.e")]
    [InlineData("....")]
    [InlineData("eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0..AAAA.AAAA.AAAA")]
    public async Task What_is_no_token_is_refused_like_any_other(string nonsense)
    {
        await _client.CurrentUser(bearer: nonsense).Unauthorized();
        await _client.CurrentUser(bearer: new string('a', 16 * 1024)).Unauthorized();
    }

    private string Make(Person person, string header, string claims, string signer)
    {
        Assert.True(server.Directory.TryGetUser(person.Username, out var user));
        var session = Claim(person.AccessToken, "sid");
        var text = claims
            .Replace("{0}", user.Id.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{1}", session, StringComparison.Ordinal)
            .Replace("{2}", server.Clock.GetUtcNow().AddMinutes(5).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        var signed = $"{Encode(Encoding.UTF8.GetBytes(header))}.{Encode(Encoding.UTF8.GetBytes(text))}";
        return $"{signed}.{Encode(Sign(signer, Encoding.ASCII.GetBytes(signed)))}";
    }

    private byte[] Sign(string signer, byte[] data)
    {
        var keys = server.Services.GetRequiredService<SigningKeys>();
        return signer switch
        {
            "nobody" => [],
            "HS256" => HMACSHA256.HashData(keys.AccessToken, data),
            "HS512" => HMACSHA512.HashData(keys.AccessToken, data),
            "RS256" => Rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
            "refresh" => HMACSHA256.HashData(keys.RefreshToken, data),
            "empty" => HMACSHA256.HashData(Array.Empty<byte>(), data),
            "zeros" => HMACSHA256.HashData(new byte[32], data),
            "another" => HMACSHA256.HashData(RandomNumberGenerator.GetBytes(32), data),
            _ => throw new ArgumentOutOfRangeException(nameof(signer), signer, "Nobody of this name signs."),
        };
    }

    private static string Claim(string token, string name) =>
        System.Text.Json.JsonDocument.Parse(Base64Url.DecodeFromChars(token.Split('.')[1])).RootElement.GetProperty(name).GetString()!;

    private static string Encode(byte[] bytes) => Base64Url.EncodeToString(bytes);
}
