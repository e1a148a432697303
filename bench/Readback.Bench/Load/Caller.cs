using System.Text;

namespace Readback.Bench.Load;

/// <summary>A user who is logged in.</summary>
/// <param name="index">Which of the seeded users.</param>
/// <param name="token">The user's access token.</param>
internal sealed class Caller(int index, string token)
{
    public int Index => index;

    /// <summary>A request's bytes up to where its body, or else nothing, follows.</summary>
    public byte[] Bytes(string method, string path, string space, string more = "") => Encoding.ASCII.GetBytes(
        $"{method} {path} HTTP/1.1\r\nHost: readback\r\nAuthorization: Bearer {token}\r\nX-Space: {space}\r\n{more}\r\n");

    public byte[] Get(string path, string space) => Bytes("GET", path, space);

    public byte[] Post(string path, string space, string mediaType, string body)
    {
        var content = Encoding.UTF8.GetBytes(body);
        return [.. Bytes("POST", path, space, FormattableString.Invariant($"Content-Type: {mediaType}\r\nContent-Length: {content.Length}\r\n")), .. content];
    }
}
