using System.Net.Http.Headers;
using System.Net.Sockets;
using Readback.Feed;
using Readback.Tests.Chat;
using Readback.Tests.Hosting;

namespace Readback.Tests.Feed;

/// <summary>A client that opens a stream and then reads no more.</summary>
public sealed class SlowClientTests(FeedHouse house) : FeedTest(house)
{
    private const int TinyBufferBytes = 4096;
    private const int Senders = 8;

    [Fact]
    public async Task It_is_cut_off_and_nobody_notices_and_it_comes_back_to_all_it_missed()
    {
        using var client = SlowReader();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Server.Address, Watching.Path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Bora.AccessToken);
        request.Headers.Add("X-Space", Uri.EscapeDataString(Space));
        await using var stuck = await EventStream.Of(await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead));
        await using var chen = await Chen.WatchOn();

        var sending = SendMoreThanWaitsForOne();
        var seen = await Numbers(chen, Subscriber.MaxWaiting + (2 * Senders * 100));
        await sending;
        await House.Streams.Are(1);
        var first = await stuck.Rest();
        Assert.True(stuck.IsBroken);
        Assert.InRange(first.Count, 1, seen.Count);

        var told = first.Where(e => e.Name == "message").Select(Number).ToList();
        await using var back = await Bora.Watch(after: stuck.LastId);
        told.AddRange(await Numbers(back, seen.Count - told.Count));
        Assert.Equal(seen, told);
        await Ayse.Say("and on");
        Assert.Equal(seen.Count + 1, Number(await back.Next("message")));
    }

    /// <summary>Long ones first: they fill what the system buffers, so that the others have to wait in line.</summary>
    private Task SendMoreThanWaitsForOne() => Task.WhenAll(Enumerable.Range(0, Senders).Select(async _ =>
    {
        for (var i = 0; i < 100; i++)
        {
            await Ayse.Say(new string('ş', 4000));
        }
        for (var i = 0; i < (Subscriber.MaxWaiting / Senders) + 100; i++)
        {
            await Ayse.Say("short");
        }
    }));

    /// <summary>The numbers of the messages, which come without a gap.</summary>
    private static async Task<List<long>> Numbers(EventStream stream, int count)
    {
        var numbers = new List<long>();
        while (numbers.Count < count)
        {
            var next = await stream.Next();
            if (next.Name == "message")
            {
                numbers.Add(Number(next));
            }
        }
        Assert.Equal(Enumerable.Range(0, count).Select(i => numbers[0] + i), numbers);
        return numbers;
    }

    private static long Number(StreamEvent message) => (long)message.Json["number"]!;

    private static HttpClient SlowReader() => new(new SocketsHttpHandler
    {
        ConnectCallback = async (connection, cancellation) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = TinyBufferBytes };
            await socket.ConnectAsync(connection.DnsEndPoint, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        },
    });
}
