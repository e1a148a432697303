using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Readback.Accounts;
using Readback.Storage;
using Readback.Tests.Hosting;

namespace Readback.Tests.Accounts;

/// <summary>What is kept of secrets, and of what strength those are that the server makes.</summary>
public sealed class PasswordStorageTests(ReadbackServer server) : IClassFixture<ReadbackServer>
{
    [Fact]
    public async Task A_password_is_kept_as_a_salted_hash_of_210000_rounds_of_HMAC_SHA512()
    {
        var hashes = await server.Services.GetRequiredService<IStore>().Read(db => db.All("SELECT password_hash FROM users", r => r.Text(0)));
        Assert.All(hashes.Select(Convert.FromBase64String), hash =>
        {
            Assert.Equal(1, hash[0]); // The format of ASP.NET Core Identity's version 3: function, rounds, length of the salt, salt, key.
            Assert.Equal(2u, BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(1)));
            Assert.Equal(210_000u, BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(5)));
            Assert.Equal(16u, BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(9)));
            Assert.Equal(13 + 16 + 32, hash.Length);
        });
        var passwords = server.Services.GetRequiredService<Passwords>();
        Assert.NotEqual(await passwords.Hash("one and the same"), await passwords.Hash("one and the same"));
    }

    [Fact]
    public async Task Sessions_tokens_and_keys_are_random_and_long_enough()
    {
        var keys = server.Services.GetRequiredService<SigningKeys>();
        Assert.Equal((32, 32), (keys.AccessToken.Length, keys.RefreshToken.Length));
        Assert.NotEqual(keys.AccessToken, keys.RefreshToken);
        var (sessions, tokens) = (new HashSet<string>(), new HashSet<string>());
        for (var i = 0; i < 8; i++)
        {
            var ayse = await server.LogIn("ayse");
            var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(ayse.AccessToken.Split('.')[1])).RootElement;
            Assert.Equal(16, Base64Url.DecodeFromChars(claims.GetProperty("sid").GetString()).Length);
            Assert.Equal(32, Base64Url.DecodeFromChars(ayse.RefreshToken).Length);
            Assert.True(sessions.Add(claims.GetProperty("sid").GetString()!) && tokens.Add(ayse.RefreshToken));
            // A token names a user and a session, and says nothing else of anybody.
            Assert.Equal(["aud", "exp", "sid", "sub"], claims.EnumerateObject().Select(claim => claim.Name).Order());
        }
    }

    [Fact]
    public async Task No_refresh_token_is_kept_but_its_hash()
    {
        var ayse = await server.LogIn("ayse");
        var kept = await server.Services.GetRequiredService<IStore>().Read(
            db => db.All("SELECT hash || COALESCE(successor_hash, '') FROM refresh_token", r => r.Text(0)));
        Assert.NotEmpty(kept);
        Assert.DoesNotContain(kept, hash => hash.Contains(ayse.RefreshToken, StringComparison.Ordinal));
        Assert.Contains(RefreshTokenSecret.Hash(ayse.RefreshToken), kept);
    }
}
