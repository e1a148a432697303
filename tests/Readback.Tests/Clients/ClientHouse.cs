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

    /// <summary>Ends when somebody follows the boiler's space: from then on nothing that is sent is too early for them.</summary>
    public static async Task Sees(this ReadbackClient client, string username)
    {
        using var guard = new CancellationTokenSource(Guard * 2);
        await foreach (var happened in client.Space(ReadbackServer.Boiler).FollowAsync(cancellation: guard.Token))
        {
            if (happened switch
            {
                FeedHello hello => hello.Online.Contains(username),
                FeedPresence presence => presence.IsOnline && presence.Username == username,
                _ => false,
            })
            {
                return;
            }
        }
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
