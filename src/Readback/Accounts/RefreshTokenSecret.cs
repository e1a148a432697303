using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Readback.Accounts;

/// <summary>
/// A refresh token's text. Each one follows from the one before it and a key of ours, so that a repeated request
/// yields the same successor although only hashes are stored.
/// </summary>
internal static class RefreshTokenSecret
{
    private const int Bytes = 32;

    public static string First() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    public static string Successor(string token, byte[] key) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(token)));

    public static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
