using System.Buffers.Binary;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using Readback.Configuration;
using Readback.Tests.Hosting;

namespace Readback.Tests.Floods;

/// <summary>Requests over HTTP/2 that are reset as soon as they are sent: cheap for who sends them, and to be no dearer here.</summary>
public sealed class RapidResetTests : IAsyncLifetime
{
    private const int Resets = 3000;

    private readonly TemporaryFolder _folder = new();
    private ReadbackServer _server = null!;
    private ServerWatch _watch = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await ReadbackServer.Run(settings => settings with
        {
            Urls = ["https://127.0.0.1:0"], Network = new NetworkSettings { CertificateFile = TestCertificate.WriteTo(_folder) },
        });
        _watch = new ServerWatch(_server.Services);
    }

    public async ValueTask DisposeAsync()
    {
        _watch.Dispose();
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task They_leave_nothing_and_others_are_served()
    {
        using (var rude = new TcpClient(_server.Address.Host, _server.Address.Port))
        {
            await using var stream = new SslStream(rude.GetStream());
            await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
            {
                TargetHost = "localhost", ApplicationProtocols = [SslApplicationProtocol.Http2],
                RemoteCertificateValidationCallback = (_, _, _, _) => true,
            });
            Assert.Equal(SslApplicationProtocol.Http2, stream.NegotiatedApplicationProtocol);
            await SendResets(stream);
            await AssertServed();
        }
        await _watch.ConnectionsAre(0);
        await _watch.RequestsAre(0);
        Assert.Empty(_watch.Failures);
    }

    /// <summary>Until all are sent, or the server has had enough.</summary>
    private static async Task SendResets(SslStream stream)
    {
        byte[] headers = [0x82, 0x87, .. Literal(0x04, "/api/chat/unread"), .. Literal(0x01, "localhost")];
        try
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"));
            await stream.WriteAsync(Frame(type: 4, flags: 0, id: 0, []));
            for (var i = 0; i < Resets; i++)
            {
                var id = (2 * i) + 1;
                await stream.WriteAsync((byte[])[.. Frame(type: 1, flags: 5, id, headers), .. Frame(type: 3, flags: 0, id, [0, 0, 0, 8])]);
            }
        }
        catch (IOException)
        {
            // It had.
        }
    }

    private async Task AssertServed()
    {
        using var polite = new HttpClient(new SocketsHttpHandler
        {
            SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true },
        }) { BaseAddress = _server.Address };
        await polite.GetAsync("/health/live").Text();
    }

    private static byte[] Frame(byte type, byte flags, int id, byte[] payload)
    {
        var frame = new byte[9 + payload.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, payload.Length << 8);
        (frame[3], frame[4]) = (type, flags);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), id);
        payload.CopyTo(frame, 9);
        return frame;
    }

    /// <summary>A header whose name is in HPACK's table, with a value as it is.</summary>
    private static byte[] Literal(byte name, string value) => [name, (byte)value.Length, .. Encoding.ASCII.GetBytes(value)];
}
