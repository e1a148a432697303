using System.Security.Cryptography;
using Readback.Storage;

namespace Readback.Accounts;

/// <summary>The secrets behind tokens: made once, kept in the database, the same on every node.</summary>
internal sealed class SigningKeys
{
    private const int KeyBytes = 32;

    /// <summary>Signs access tokens.</summary>
    public byte[] AccessToken { get; private set; } = [];

    /// <summary>Derives a refresh token from the one before it.</summary>
    public byte[] RefreshToken { get; private set; } = [];

    /// <summary>Reads the keys, and makes those that are missing.</summary>
    public async ValueTask Load(Db db)
    {
        AccessToken = await FindOrMake(db, Meta.AccessTokenKey);
        RefreshToken = await FindOrMake(db, Meta.RefreshTokenKey);
    }

    /// <summary>Puts new keys in the place of those that were; servers read them when they start.</summary>
    public async ValueTask Renew(Db db)
    {
        AccessToken = await Make(db, Meta.AccessTokenKey);
        RefreshToken = await Make(db, Meta.RefreshTokenKey);
    }

    private static async ValueTask<byte[]> FindOrMake(Db db, string name) =>
        await Meta.Find(db, name) is { } stored ? Convert.FromBase64String(stored) : await Make(db, name);

    private static async ValueTask<byte[]> Make(Db db, string name)
    {
        var key = RandomNumberGenerator.GetBytes(KeyBytes);
        await Meta.Set(db, name, Convert.ToBase64String(key));
        return key;
    }
}
