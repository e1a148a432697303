using System.Net.Mime;
using System.Text;
using Readback.Bench.Load;
using Readback.Bench.Scenarios;
using Readback.Bench.Yardsticks;

namespace Readback.Bench.Live;

/// <summary>The product and its yardsticks, each with its way to open a stream and to send.</summary>
internal static class LiveServers
{
    private const string Key = "cmVhZGJhY2stYmVuY2gtMQ==";

    /// <summary>A frame of text that a client masks, as it must, with zeros.</summary>
    private static readonly byte[] Handshake =
        [0x81, 0x80 | YardstickRoutes.HandshakeLength, 0, 0, 0, 0, .. YardstickRoutes.Handshake];

    public static LiveServer Product(Stage stage, string space, int members)
    {
        var address = stage.Http.Address;
        var sender = new Caller(stage.Tokens[0]);
        return new LiveServer(
            "Readback", address, stage.Server,
            index => (Get(address, $"/api/chat/stream?space={space}", $"Authorization: Bearer {stage.Tokens[index % members]}"), []),
            text => Send(stage.Http, sender.Post("/api/chat/messages", space, Text(text))));
    }

    public static LiveServer SignalR(ServerProcess server, LoadClient http) => new(
        "SignalR hub", server.Address, new ServerUsage(server.Id),
        _ => (Get(server.Address, YardstickRoutes.Stream, "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13", $"Sec-WebSocket-Key: {Key}"), Handshake),
        text => SendTo(server, http, text));

    public static LiveServer Bytes(ServerProcess server, LoadClient http) => new(
        "bytes", server.Address, new ServerUsage(server.Id),
        _ => (Get(server.Address, YardstickRoutes.Stream), []),
        text => SendTo(server, http, text));

    private static async Task<string> SendTo(ServerProcess server, LoadClient http, string text)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Address, YardstickRoutes.Send)) { Content = Text(text) };
        return await Send(http, request);
    }

    private static async Task<string> Send(LoadClient http, HttpRequestMessage request)
    {
        using var answer = await http.Send(request);
        answer.EnsureSuccessStatusCode();
        return answer.Headers.Location?.OriginalString.Split('/')[^1] ?? "";
    }

    private static StringContent Text(string text) => new(text, Encoding.UTF8, MediaTypeNames.Text.Plain);

    private static byte[] Get(Uri server, string path, params string[] headers) => Encoding.ASCII.GetBytes(
        string.Join("\r\n", [$"GET {path} HTTP/1.1", $"Host: {server.Authority}", .. headers, "", ""]));
}
