using System.Net.Sockets;
using System.Text;

namespace Readback.Tests.Hosting;

/// <summary>systemd's end of a service's notification socket.</summary>
internal sealed class NotifySocket : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);

    public NotifySocket(string path)
    {
        Path = path;
        _socket.Bind(new UnixDomainSocketEndPoint(path));
    }

    public string Path { get; }

    public bool HasMore => _socket.Available > 0;

    public async Task<string> Next()
    {
        using var patience = new CancellationTokenSource(Patience);
        var bytes = new byte[256];
        return Encoding.UTF8.GetString(bytes, 0, await _socket.ReceiveAsync(bytes, patience.Token));
    }

    public void Dispose() => _socket.Dispose();
}
