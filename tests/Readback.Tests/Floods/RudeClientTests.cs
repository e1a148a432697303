using Readback.Tests.Chat;
using Readback.Tests.Hosting;

namespace Readback.Tests.Floods;

/// <summary>
/// Clients that are slow, silent, broken or mean. Each is got rid of by a limit; nobody else notices, nothing of it is
/// left, and none of it is the server's failure.
/// </summary>
public sealed class RudeClientTests : IAsyncLifetime
{
    private const int HeadersSeconds = 1;

    private static readonly TimeSpan Trickle = TimeSpan.FromMilliseconds(100);

    private ReadbackServer _server = null!;
    private ServerWatch _watch = null!;
    private string _caller = "";

    public async ValueTask InitializeAsync()
    {
        _server = await ReadbackServer.Run(settings => settings with
        {
            Limits = settings.Limits with { RequestHeadersSeconds = HeadersSeconds },
        });
        _watch = new ServerWatch(_server.Services);
        await _server.AddUser("ayse", "default_space");
        var ayse = await _server.LogIn("ayse", "default_space");
        ayse.Client.Dispose();
        _caller = $"Host: readback\r\nAuthorization: Bearer {ayse.AccessToken}\r\nX-Space: default_space\r\nContent-Type: text/plain\r\n";
    }

    /// <summary>After each: somebody else is served, all connections are gone, and nothing went wrong here.</summary>
    public async ValueTask DisposeAsync()
    {
        await Served();
        await _watch.ConnectionsAre(0);
        await _watch.RequestsAre(0);
        Assert.Empty(_watch.Failures);
        _watch.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Headers_that_come_a_byte_at_a_time_are_waited_for_as_long_as_the_setting_says()
    {
        using var slow = await Open();
        await slow.Send("GET /health/live HTTP/1.1\r\nHost: readback\r\nX-Slow: ");
        var sending = slow.SendUntilRefused("x", Trickle);
        await Served();
        Assert.StartsWith("HTTP/1.1 408 ", await slow.Closed(), StringComparison.Ordinal);
        slow.Break();
        await sending;
    }

    [Fact]
    public async Task A_body_that_hardly_comes_is_given_up()
    {
        await Task.WhenAll(
            GivenUp("Content-Length: 4000\r\n\r\n", "x"),
            GivenUp("Content-Length: 4000\r\n\r\n", ""),
            GivenUp("Content-Length: 4000\r\nExpect: 100-continue\r\n\r\n", ""),
            GivenUp("Transfer-Encoding: chunked\r\n\r\n", "1\r\nx\r\n"),
            Served());

        async Task GivenUp(string headers, string bit)
        {
            using var slow = await Open();
            await slow.Send($"POST {ChatSteps.Messages} HTTP/1.1\r\n{_caller}{headers}");
            var sending = bit.Length > 0 ? slow.SendUntilRefused(bit, Trickle) : Task.CompletedTask;
            Assert.Equal(408, (await slow.Answer()).Status);
            await slow.Closed();
            slow.Break();
            await sending;
        }
    }

    [Fact]
    public async Task A_body_without_an_end_is_refused_at_its_limit()
    {
        using var endless = await Open();
        await endless.Send($"POST {ChatSteps.Messages} HTTP/1.1\r\n{_caller}Transfer-Encoding: chunked\r\n\r\n");
        var sending = endless.SendUntilRefused($"1000\r\n{new string('x', 0x1000)}\r\n");
        Assert.Equal(413, (await endless.Answer()).Status);
        endless.Break();
        await sending;
    }

    [Fact]
    public async Task Uploads_that_break_off_leave_nothing()
    {
        for (var i = 0; i < 200; i++)
        {
            using var broken = await Open();
            await broken.Send($"POST {ChatSteps.Messages} HTTP/1.1\r\n{_caller}Content-Length: 4000\r\n\r\n{new string('x', i * 19)}");
            broken.Break();
        }
        using var reader = await Open();
        await reader.Send($"GET /api/chat/unread HTTP/1.1\r\n{_caller}Connection: close\r\n\r\n");
        Assert.Contains("\"total\":0", (await reader.Answer()).Body, StringComparison.Ordinal);
    }

    /// <summary>A client that has shut down its half before its request was whole will never send the rest.</summary>
    [Theory]
    [InlineData("GET /health/live HTTP/1.1\r\nHost: r")]
    [InlineData("POST /login HTTP/1.1\r\nHost: readback\r\nContent-Length: 100\r\n\r\nuser")]
    [InlineData("")]
    public async Task Half_open_connections_end(string sent)
    {
        using var half = await Open();
        await half.Send(sent);
        half.SendNoMore();
        Assert.DoesNotContain("HTTP/1.1 200", await half.Closed(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_HTTP_is_answered_so_and_hung_up_on()
    {
        var dice = new Random(20261123);
        var noise = new byte[2048];
        dice.NextBytes(noise);
        byte[] tls = [0x16, 0x03, 0x01, 0x00, 0x2E, 0x01, 0x00, 0x00, 0x2A, 0x03, 0x03, .. noise[..32], 0x00, 0x00, 0x02, 0x13, 0x01, 0x01, 0x00];
        byte[] http2 = [.. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8, 0, 0, 0, 4, 0, 0, 0, 0, 0];
        foreach (var garbage in (byte[][])[noise, tls, http2, [0], [.. "\r\n\r\n\r\n"u8, 0xFF], [.. "SSH-2.0-OpenSSH_9\r\n"u8]])
        {
            using var stranger = await Open();
            await stranger.Send(garbage);
            stranger.SendNoMore();
            var said = await stranger.Closed();
            // Who speaks HTTP/2 is told in its own tongue, in a frame, that HTTP/1.1 is wanted here.
            Assert.True(said.Length == 0 || said.StartsWith("HTTP/1.1 400 ", StringComparison.Ordinal) || (garbage == http2 && said.Contains("\0\0\0\r", StringComparison.Ordinal)), said);
        }
    }

    [Fact]
    public async Task Many_requests_at_once_on_one_connection_are_answered_in_their_order()
    {
        const int requests = 300;
        using var eager = await Open();
        await eager.Send(string.Concat(Enumerable.Range(0, requests).Select(i => i % 2 == 0
            ? "GET /health/live HTTP/1.1\r\nHost: readback\r\n\r\n" : $"GET /none/{i} HTTP/1.1\r\nHost: readback\r\n\r\n")));
        for (var i = 0; i < requests; i++)
        {
            Assert.Equal(i % 2 == 0 ? 200 : 404, (await eager.Answer()).Status);
        }
    }

    /// <summary>The server stops working for a client that has read nothing for so long that the system's buffers are full.</summary>
    [Fact]
    public async Task Who_never_reads_the_answers_gets_no_more_of_them()
    {
        const int requests = 5_000;
        using var deaf = await RawConnection.Open(_server.Address, readsLittle: true);
        var asking = deaf.Send(string.Concat(Enumerable.Repeat("GET /openapi/v1.json HTTP/1.1\r\nHost: readback\r\n\r\n", requests)));
        await asking; // That is still in the system's buffers.
        await Served();
        await _watch.RequestsAre(1);
        Assert.InRange(_watch.Answered, 1, requests / 20);
        deaf.Break();
    }

    [Fact]
    public async Task Idle_connections_by_the_thousand_are_in_nobody_s_way()
    {
        var idle = await Task.WhenAll(Enumerable.Range(0, 1500).Select(_ => Open()));
        await _watch.ConnectionsAre(idle.Length);
        await Served();
        foreach (var connection in idle)
        {
            connection.Dispose();
        }
    }

    private Task<RawConnection> Open() => RawConnection.Open(_server.Address);

    /// <summary>Somebody polite sends and reads meanwhile.</summary>
    private async Task Served()
    {
        using var polite = await Open();
        foreach (var request in (string[])
        [
            "GET /health/live HTTP/1.1\r\nHost: readback\r\n\r\n",
            $"GET /api/chat/unread HTTP/1.1\r\n{_caller}\r\n",
            $"GET {ChatSteps.Inbox} HTTP/1.1\r\n{_caller}Connection: close\r\n\r\n",
        ])
        {
            await polite.Send(request);
            Assert.Equal(200, (await polite.Answer()).Status);
        }
    }
}
