using System.Net.Sockets;
using System.Text;
using Readback.Tests.Fuzz;

namespace Readback.Tests.Floods;

/// <summary>A bare connection to a server, over which a test says what no client says. What does not come within a minute fails it.</summary>
internal sealed class RawConnection : IDisposable
{
    private const int TinyBufferBytes = 4096;

    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);

    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    private RawConnection() { }

    public System.IO.Stream Stream { get; private set; } = System.IO.Stream.Null;

    /// <param name="address">Where to.</param>
    /// <param name="readsLittle">Whether there is next to no room for what is not read.</param>
    public static async Task<RawConnection> Open(Uri address, bool readsLittle = false)
    {
        var connection = new RawConnection();
        if (readsLittle)
        {
            connection._socket.ReceiveBufferSize = TinyBufferBytes;
        }
        await connection._socket.ConnectAsync(address.Host, address.Port);
        connection.Stream = new NetworkStream(connection._socket);
        return connection;
    }

    public Task Send(string text) => Send(Encoding.Latin1.GetBytes(text));

    public async Task Send(byte[] bytes)
    {
        using var guard = new CancellationTokenSource(Guard);
        await Stream.WriteAsync(bytes, guard.Token);
    }

    /// <summary>Sends for as long as the server takes it.</summary>
    public async Task SendUntilRefused(string text, TimeSpan pause = default)
    {
        try
        {
            while (true)
            {
                await Send(text);
                await Task.Delay(pause);
            }
        }
        catch (IOException)
        {
            // That was the end of it.
        }
    }

    public async Task<RawAnswer> Answer()
    {
        using var guard = new CancellationTokenSource(Guard);
        return await RawAnswer.Read(Stream, isHead: false, guard.Token);
    }

    /// <summary>Returns once the server has closed the connection, with all that it still said.</summary>
    public async Task<string> Closed()
    {
        using var guard = new CancellationTokenSource(Guard);
        using var said = new MemoryStream();
        try
        {
            await Stream.CopyToAsync(said, guard.Token);
        }
        catch (IOException)
        {
            // Cut off rather than ended.
        }
        return Encoding.Latin1.GetString(said.ToArray());
    }

    /// <summary>Says that nothing more will come, and goes on listening.</summary>
    public void SendNoMore() => _socket.Shutdown(SocketShutdown.Send);

    /// <summary>Vanishes in the middle of whatever was said.</summary>
    public void Break()
    {
        _socket.LingerState = new LingerOption(true, 0);
        _socket.Dispose();
    }

    public void Dispose() => _socket.Dispose();
}
