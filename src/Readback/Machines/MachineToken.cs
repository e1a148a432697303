using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Readback.Machines;

/// <summary>The text that a machine shows for itself. It is told once, when it is made; what is kept is its hash.</summary>
/// <remarks>
/// One round of SHA-256, without salt, is right here and would be wrong for a password: a token is 256 random bits, which
/// nobody finds by trying, however fast the trying is; and a hash that is always the same is found by an index, so that
/// every request can be checked.
/// </remarks>
internal static class MachineToken
{
    /// <summary>What tells it from an access token at first sight, and to those who look for secrets where none should be.</summary>
    public const string Prefix = "rb_";

    private const int Bytes = 32;

    public static string New() => Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    public static bool IsOne(ReadOnlySpan<char> text) => text.StartsWith(Prefix, StringComparison.Ordinal) && text.Length == Length;

    public static string Hash(ReadOnlySpan<char> token)
    {
        Span<byte> text = stackalloc byte[Encoding.UTF8.GetMaxByteCount(token.Length)];
        return Convert.ToHexStringLower(SHA256.HashData(text[..Encoding.UTF8.GetBytes(token, text)]));
    }

    private static int Length => Prefix.Length + Base64Url.GetEncodedLength(Bytes);
}
