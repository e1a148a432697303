using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Readback.Tests.Balancing;

internal static class FreePort
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>A port of the loopback address that nobody has just now.</summary>
    public static int Next()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Returns when a program listens there.</summary>
    public static async Task Listens(Process program, int port)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            Assert.False(program.HasExited, $"{program.StartInfo.FileName} ended");
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync("127.0.0.1", port, patience.Token);
                return;
            }
            catch (SocketException)
            {
                patience.Token.ThrowIfCancellationRequested();
            }
        }
    }
}
