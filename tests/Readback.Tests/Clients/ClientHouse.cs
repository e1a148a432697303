using Readback.Client;
using Readback.Tests.Hosting;

namespace Readback.Tests.Clients;

/// <summary>How tests come by clients.</summary>
internal static class ClientHouse
{
    /// <summary>Nothing waits for ever.</summary>
    public static readonly TimeSpan Guard = TimeSpan.FromSeconds(20);

    /// <summary>Waits so short that a test need not be patient.</summary>
    public static readonly ReadbackClientOptions Brisk = new()
    {
        FirstRetryDelay = TimeSpan.FromMilliseconds(5), MaxRetryDelay = TimeSpan.FromMilliseconds(50), RetryFor = Guard,
    };

    public static ReadbackClient ClientOf(this ReadbackServer server, string username, ReadbackClientOptions? options = null) =>
        ClientAt(server.Address, username, options);

    public static ReadbackClient ClientAt(Uri address, string username, ReadbackClientOptions? options = null) =>
        new(address, ReadbackCredential.Password(username, ReadbackServer.Password), options ?? Brisk);

    /// <summary>Restarts the server, which is found behind the same end of the cable afterwards.</summary>
    public static async Task Restart(this ReadbackServer server, Tunnel cable)
    {
        cable.Server = null;
        await server.Restart();
        cable.Server = server.Address;
    }

    public static async Task<List<T>> ToList<T>(this IAsyncEnumerable<T> rows)
    {
        var all = new List<T>();
        await foreach (var row in rows)
        {
            all.Add(row);
        }
        return all;
    }
}
