using System.Net.Sockets;
using System.Text;
using Readback.Bench.Load;

namespace Readback.Bench.Live;

/// <summary>
/// One open stream: a socket and one task that reads it. All servers are asked by the same code; only the first bytes
/// differ, and whether the body is chunked. A stream is open once the server greeted on it.
/// </summary>
internal sealed class LiveStream : IDisposable
{
    private const int BufferBytes = 4096;
    private const int MaxHeadBytes = 4096;
    private const int OpenSeconds = 60;

    private static ReadOnlySpan<byte> HeadEnd => "\r\n\r\n"u8;

    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly TaskCompletionSource _greeted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Marks _marks;
    private readonly Chunks _chunks;
    private volatile bool _isClosing;

    private LiveStream(Action<int> found)
    {
        _marks = new Marks(found);
        _chunks = new Chunks(TakeBody);
    }

    /// <summary>Why it ended by itself; <c>null</c> while it is open.</summary>
    public string? End { get; private set; }

    /// <param name="server">Where to.</param>
    /// <param name="opening">The request.</param>
    /// <param name="reply">What the client says once the request is answered; may be empty.</param>
    /// <param name="found">Told of each message by its number, from the task that reads.</param>
    public static async Task<LiveStream> Open(Uri server, byte[] opening, byte[] reply, Action<int> found)
    {
        var stream = new LiveStream(found);
        await stream._socket.ConnectAsync(server.Host, server.Port);
        await stream._socket.SendAsync(opening);
        _ = stream.Read(reply);
        await stream._greeted.Task.WaitAsync(TimeSpan.FromSeconds(OpenSeconds));
        return stream;
    }

    public void Dispose()
    {
        _isClosing = true;
        _socket.Dispose();
    }

    private async Task Read(byte[] reply)
    {
        try
        {
            await Follow(reply);
            End ??= "closed by the server";
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            End = _isClosing ? "closed" : e.Message;
        }
        _greeted.TrySetException(new InvalidOperationException($"A stream did not open: {End}"));
        _ = _greeted.Task.Exception;
    }

    private async Task Follow(byte[] reply)
    {
        var buffer = new byte[BufferBytes];
        var (isChunked, rest) = await ReadHead(buffer);
        if (reply.Length > 0)
        {
            await _socket.SendAsync(reply);
        }
        Take(rest.Span, isChunked);
        for (int read; (read = await _socket.ReceiveAsync(buffer)) > 0;)
        {
            Take(buffer.AsSpan(0, read), isChunked);
        }
    }

    private void Take(ReadOnlySpan<byte> bytes, bool isChunked)
    {
        if (isChunked)
        {
            _chunks.Take(bytes);
        }
        else
        {
            TakeBody(bytes);
        }
    }

    private void TakeBody(ReadOnlySpan<byte> bytes)
    {
        if (!_greeted.Task.IsCompleted && bytes.IndexOf("hello"u8) >= 0)
        {
            _greeted.TrySetResult();
        }
        _marks.Scan(bytes);
    }

    private async Task<(bool IsChunked, ReadOnlyMemory<byte> Body)> ReadHead(byte[] buffer)
    {
        for (var length = 0; length < MaxHeadBytes;)
        {
            var read = await _socket.ReceiveAsync(buffer.AsMemory(length));
            length += read;
            var end = buffer.AsSpan(0, length).IndexOf(HeadEnd);
            if (read == 0 || end >= 0)
            {
                var head = Encoding.ASCII.GetString(buffer, 0, Math.Max(end, 0));
                return head.StartsWith("HTTP/1.1 200", StringComparison.Ordinal) || head.StartsWith("HTTP/1.1 101", StringComparison.Ordinal)
                    ? (head.Contains("chunked", StringComparison.OrdinalIgnoreCase), buffer.AsMemory((end + HeadEnd.Length)..length))
                    : throw new InvalidOperationException(Encoding.UTF8.GetString(buffer, 0, length));
            }
        }
        throw new InvalidOperationException("The answer's head is too long.");
    }
}
