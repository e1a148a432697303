using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Readback.Tests.Clients;

/// <summary>A cable between a client and a server that can be pulled, and pinched so that it only seems to be there.</summary>
internal sealed class Tunnel : IDisposable
{
    private readonly TcpListener _door = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<Pair, bool> _pairs = [];
    private readonly SemaphoreSlim _accepted = new(0);
    private readonly Task _accepting;

    public Tunnel(Uri server)
    {
        Server = server;
        _door.Start();
        _accepting = Accept();
    }

    /// <summary>Where it leads; nowhere while the server is away.</summary>
    public Uri? Server { get; set; }

    public Uri Address => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)_door.LocalEndpoint).Port}"));

    /// <summary>Takes the next connection into account that was made, or waits for it.</summary>
    public async Task Connected() => Assert.True(await _accepted.WaitAsync(ClientHouse.Guard), "nobody came");

    /// <summary>Whether one more connection was made than were taken into account.</summary>
    public bool HasConnected => _accepted.Wait(0);

    /// <summary>Pulls the cable: every connection breaks.</summary>
    public void Cut()
    {
        foreach (var pair in _pairs.Keys)
        {
            pair.Dispose();
        }
    }

    /// <summary>From now on nothing comes back on the connections that there are, and nobody is told so.</summary>
    public void Pinch()
    {
        foreach (var pair in _pairs.Keys)
        {
            pair.IsPinched = true;
        }
    }

    public void Dispose()
    {
        _door.Stop();
        Cut();
        _accepted.Dispose();
    }

    private async Task Accept()
    {
        try
        {
            while (true)
            {
                var client = await _door.AcceptTcpClientAsync();
                var pair = new Pair(client, new TcpClient { NoDelay = true });
                _pairs[pair] = true;
                _ = Carry(pair);
                _accepted.Release();
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task Carry(Pair pair)
    {
        try
        {
            if (Server is not { } server)
            {
                return;
            }
            await pair.Server.ConnectAsync(server.Host, server.Port);
            await Task.WhenAny(
                Copy(pair.Client, pair.Server, () => false), Copy(pair.Server, pair.Client, () => pair.IsPinched));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Nobody is there, or the cable was pulled.
        }
        finally
        {
            pair.Dispose();
            _pairs.TryRemove(pair, out _);
        }
    }

    private static async Task Copy(TcpClient from, TcpClient to, Func<bool> isPinched)
    {
        var buffer = new byte[4096];
        try
        {
            while (await from.GetStream().ReadAsync(buffer) is > 0 and var count)
            {
                if (!isPinched())
                {
                    await to.GetStream().WriteAsync(buffer.AsMemory(0, count));
                }
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The cable was pulled.
        }
    }

    private sealed class Pair(TcpClient client, TcpClient server) : IDisposable
    {
        public TcpClient Client => client;

        public TcpClient Server => server;

        public bool IsPinched { get; set; }

        public void Dispose()
        {
            client.Dispose();
            server.Dispose();
        }
    }
}
