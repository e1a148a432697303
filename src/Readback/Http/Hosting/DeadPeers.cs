using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Readback.Http.Hosting;

/// <summary>
/// Finds out about peers that vanished without a word (a cable pulled, a machine switched off): what is sent to them, a
/// live feed's heartbeat at the least, has to be acknowledged within this time, or the connection ends.
/// </summary>
internal static class DeadPeers
{
    /// <summary>
    /// With a heartbeat at most 15 s after the loss and the 5 s for which somebody stays online after the last stream, a
    /// silent loss is seen by everybody within 45 s (contract, section 4).
    /// </summary>
    private const int UnacknowledgedSeconds = 25;

    private const int ProbeSeconds = 5;

    /// <summary><c>IPPROTO_TCP</c> and <c>TCP_USER_TIMEOUT</c> of Linux, which .NET has no names for.</summary>
    private const int TcpLevel = 6;
    private const int TcpUserTimeout = 18;

    /// <summary>Set on the listening socket: each connection inherits it.</summary>
    public static void FindDeadPeers(this SocketTransportOptions sockets) => sockets.CreateBoundListenSocket = endpoint =>
    {
        var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
        if (socket.ProtocolType == ProtocolType.Tcp)
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, ProbeSeconds);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, ProbeSeconds);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, UnacknowledgedSeconds / ProbeSeconds);
            if (OperatingSystem.IsLinux())
            {
                socket.SetRawSocketOption(TcpLevel, TcpUserTimeout, BitConverter.GetBytes(UnacknowledgedSeconds * 1000));
            }
        }
        return socket;
    };
}
