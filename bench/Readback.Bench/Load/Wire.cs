using System.Buffers;
using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Readback.Bench.Load;

/// <summary>
/// One kept-open connection that speaks as much HTTP/1.1 as a closed loop needs: the load program shares its processors
/// with the server that it measures, and must take less of them than the server does.
/// </summary>
internal sealed class Wire : IDisposable
{
    private const int FirstBufferBytes = 32 * 1024;

    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly ArrayBufferWriter<byte> _joined = new();
    private byte[] _buffer = new byte[FirstBufferBytes];

    public static async Task<Wire> Connect(Uri server)
    {
        var wire = new Wire();
        try
        {
            await wire._socket.ConnectAsync(IPAddress.Parse(server.Host), server.Port);
            return wire;
        }
        catch (SocketException)
        {
            wire.Dispose();
            throw;
        }
    }

    /// <summary>Sends a request and returns the answer, whose body lasts until the next request.</summary>
    public async ValueTask<WireAnswer> Send(ReadOnlyMemory<byte> request)
    {
        for (var sent = 0; sent < request.Length;)
        {
            sent += await _socket.SendAsync(request[sent..]);
        }
        var filled = 0;
        while (true)
        {
            if (filled == _buffer.Length)
            {
                Array.Resize(ref _buffer, _buffer.Length * 2);
            }
            var received = await _socket.ReceiveAsync(_buffer.AsMemory(filled));
            if (received == 0)
            {
                throw new IOException("The server closed the connection within an answer.");
            }
            filled += received;
            if (TryRead(filled) is { } answer)
            {
                return answer;
            }
        }
    }

    public void Dispose() => _socket.Dispose();

    private WireAnswer? TryRead(int filled)
    {
        var all = _buffer.AsSpan(0, filled);
        var headEnd = all.IndexOf("\r\n\r\n"u8);
        if (headEnd < 0)
        {
            return null;
        }
        var head = all[..headEnd];
        var bodyStart = headEnd + 4;
        if (!head.StartsWith("HTTP/1.1 "u8) || !Utf8Parser.TryParse(head[9..12], out int status, out _))
        {
            throw new IOException("The answer is no HTTP/1.1.");
        }
        if (WireAnswer.Header(head, "\r\nTransfer-Encoding: "u8) is not null)
        {
            _joined.ResetWrittenCount();
            var chunks = new Chunks(bytes => _joined.Write(bytes));
            chunks.Take(all[bodyStart..]);
            return chunks.HasEnded ? new WireAnswer(status, _buffer.AsMemory(0, headEnd), _joined.WrittenMemory) : null;
        }
        var length = WireAnswer.Header(head, "\r\nContent-Length: "u8) is { } at && Utf8Parser.TryParse(head[at..], out int given, out _) ? given : 0;
        return filled >= bodyStart + length
            ? new WireAnswer(status, _buffer.AsMemory(0, headEnd), _buffer.AsMemory(bodyStart, length))
            : null;
    }
}

/// <summary>An answer; it lasts until the next request.</summary>
internal readonly record struct WireAnswer(int Status, ReadOnlyMemory<byte> Head, ReadOnlyMemory<byte> Body)
{
    public string Text => Encoding.UTF8.GetString(Body.Span);

    /// <summary>Where a header's value begins.</summary>
    public static int? Header(ReadOnlySpan<byte> head, ReadOnlySpan<byte> name) =>
        head.IndexOf(name) is var at && at >= 0 ? at + name.Length : null;
}
