using System.Text;
using Readback.Bench.Load;
using Readback.Bench.Yardsticks;

namespace Readback.Bench.Live;

/// <summary>The product and its yardsticks, each with its way to open a stream and to send.</summary>
internal static class LiveServers
{
    private const string Key = "cmVhZGJhY2stYmVuY2gtMQ==";
    private const int ProductSenders = 64;

    /// <summary>A frame of text that a client masks, as it must, with zeros.</summary>
    private static readonly byte[] Handshake =
        [0x81, 0x80 | YardstickRoutes.HandshakeLength, 0, 0, 0, 0, .. YardstickRoutes.Handshake];

    /// <param name="address">Where it is.</param>
    /// <param name="usage">What its process uses.</param>
    /// <param name="space">Where messages are sent.</param>
    /// <param name="members">Who has the streams; the first one sends.</param>
    public static LiveServer Product(Uri address, ServerUsage usage, string space, IReadOnlyList<Caller> members) => new(
        "Readback", address, usage,
        index => (members[index % members.Count].Get("/api/chat/stream", space), []),
        text => members[0].Post("/api/chat/messages", space, "text/plain", text), ProductSenders);

    public static LiveServer SignalR(ServerProcess server) => new(
        "SignalR hub", server.Address, new ServerUsage(server.Id),
        _ => (Get("Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13", $"Sec-WebSocket-Key: {Key}"), Handshake),
        Post, senders: 1);

    public static LiveServer Bytes(ServerProcess server) => new(
        "bare bytes", server.Address, new ServerUsage(server.Id), _ => (Get(), []), Post, senders: 1);

    /// <summary>Sends a text to a yardstick.</summary>
    public static byte[] Post(string text)
    {
        var body = Encoding.UTF8.GetBytes(text);
        return [.. Head($"POST {YardstickRoutes.Send}", FormattableString.Invariant($"Content-Length: {body.Length}")), .. body];
    }

    private static byte[] Get(params string[] headers) => Head($"GET {YardstickRoutes.Stream}", headers);

    private static byte[] Head(string request, params string[] headers) => Encoding.ASCII.GetBytes(
        string.Join("\r\n", [$"{request} HTTP/1.1", "Host: readback", .. headers, "", ""]));
}
