using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Readback.Webhooks;

/// <summary>
/// How a receiver knows that a delivery is ours, and new: <c>t=</c> the time in seconds, then <c>v1=</c> the HMAC-SHA256 over
/// this time, a full stop and the body; one for each secret that is good.
/// </summary>
internal static class WebhookSignature
{
    public const string HeaderName = "Readback-Signature";

    private const string SecretPrefix = "rbwh_";
    private const int Bytes = 32;

    public static string NewSecret() => SecretPrefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    public static string Of(IEnumerable<string> secrets, DateTimeOffset now, ReadOnlySpan<byte> body)
    {
        var seconds = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] signed = [.. Encoding.ASCII.GetBytes(seconds), (byte)'.', .. body];
        return $"t={seconds}{string.Concat(secrets.Select(secret =>
            $",v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed))}"))}";
    }
}
