using System.Net;
using System.Net.Sockets;

namespace Readback.Tests.Balancing;

internal static class FreePort
{
    /// <summary>A port of the loopback address that nobody has just now.</summary>
    public static int Next()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
