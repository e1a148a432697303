using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Readback.Tests.Chat;
using Readback.Tests.Hosting;

namespace Readback.Tests.Feed;

/// <summary>A client with next to no room for what it does not read.</summary>
internal sealed class SlowReader : IDisposable
{
    private const int TinyBufferBytes = 4096;

    private readonly HttpClient _client = new(new SocketsHttpHandler
    {
        ConnectCallback = async (connection, cancellation) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = TinyBufferBytes };
            await socket.ConnectAsync(connection.DnsEndPoint, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        },
    });

    /// <summary>Opens a stream from which nothing is read unless the test does.</summary>
    public async Task<EventStream> Watch(ReadbackServer server, Person person, long? after = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Address, Watching.Path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", person.AccessToken);
        request.Headers.Add("X-Space", Uri.EscapeDataString(person.Space!));
        if (after is { } position)
        {
            request.Headers.Add("Last-Event-ID", position.ToString(CultureInfo.InvariantCulture));
        }
        return await EventStream.Of(await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead));
    }

    /// <summary>Says more than the system keeps for a connection whose client does not read.</summary>
    /// <param name="sender">Who.</param>
    /// <param name="messages">How many, of 8 KB each.</param>
    public static Task SayMuch(Person sender, int messages)
    {
        const int senders = 8;
        return Task.WhenAll(Enumerable.Range(0, senders).Select(async _ =>
        {
            for (var i = 0; i < messages / senders; i++)
            {
                await sender.Say(new string('ş', 4000));
            }
        }));
    }

    public void Dispose() => _client.Dispose();
}
