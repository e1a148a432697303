using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Readback.Tests.Hosting;

namespace Readback.Tests.Balancing;

/// <summary>
/// A PostgreSQL server, nodes as processes of their own and nginx in front of them, all on this machine. Nodes are killed,
/// told to stop and started again by their index.
/// </summary>
internal sealed class Cluster : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly int[] _ports;
    private readonly ReadbackProcess?[] _nodes;

    private readonly int _drainSeconds;

    private Cluster(PostgresServer postgres, string store, int nodes, int drainSeconds)
    {
        _drainSeconds = drainSeconds;
        (Postgres, Store) = (postgres, store);
        _nodes = new ReadbackProcess?[nodes];
        _ports = [.. Enumerable.Range(0, nodes).Select(_ => FreePort.Next())];
    }

    public PostgresServer Postgres { get; }

    public string Store { get; }

    public Nginx Front { get; private set; } = null!;

    /// <param name="nodes">How many.</param>
    /// <param name="drainSeconds">How long a node that is told to stop goes on serving.</param>
    public static async Task<Cluster> Start(int nodes, int drainSeconds = 0)
    {
        var postgres = await PostgresServer.Start(isDurable: true);
        var cluster = new Cluster(postgres, await postgres.NewDatabase(), nodes, drainSeconds);
        await Task.WhenAll(Enumerable.Range(0, nodes).Select(cluster.StartNode));
        cluster.Front = await Nginx.Start(cluster._ports);
        return cluster;
    }

    public Uri AddressOf(int node) => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_ports[node]}"));

    /// <summary>Starts a node; one that finds no database ends, and is started again, as a service manager would.</summary>
    public async Task StartNode(int node)
    {
        while (true)
        {
            var started = ReadbackProcess.Start(
                Path.Combine(_folder.Path, $"node-{node}"),
                [
                    ("READBACK_STORE", Store), ("READBACK_ADMIN_PASSWORD", ReadbackServer.AdminPassword),
                    ("READBACK_SESSIONS_LOGIN_BURST", "1000"), ("READBACK_NETWORK_TRUSTED_PROXIES", "127.0.0.1"),
                    ("READBACK_LIMITS_DRAIN_SECONDS", _drainSeconds.ToString(CultureInfo.InvariantCulture)),
                ],
                "--urls", AddressOf(node).ToString().TrimEnd('/'));
            try
            {
                await started.Address();
                _nodes[node] = started;
                return;
            }
            catch (InvalidOperationException) when (started.Errors.Contains("can't be used", StringComparison.Ordinal)
                || started.Errors.Contains("does not answer", StringComparison.Ordinal)
                || started.Errors.Contains("address already in use", StringComparison.OrdinalIgnoreCase))
            {
                started.Dispose();
            }
        }
    }

    /// <summary>Ends a node as a power cut does.</summary>
    public void Kill(int node)
    {
        _nodes[node]?.Dispose();
        _nodes[node] = null;
    }

    /// <summary>Tells a node to stop, and waits until it has.</summary>
    public async Task<int> Terminate(int node)
    {
        await _nodes[node]!.Terminate();
        var code = await _nodes[node]!.ExitCode();
        Kill(node);
        return code;
    }

    /// <summary>Somebody who is logged in, by way of nginx unless another way is given.</summary>
    public async Task<HttpClient> LogIn(string username, string password, string? space, Uri? front = null)
    {
        var client = new HttpClient(new SocketsHttpHandler { UseCookies = false, MaxConnectionsPerServer = 256 })
        {
            BaseAddress = front ?? Front.Address, Timeout = Timeout.InfiniteTimeSpan,
        };
        using var form = new FormUrlEncodedContent([new("username", username), new("password", password)]);
        using var answer = await client.PostAsync("/login", form);
        Assert.Equal(200, (int)answer.StatusCode);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", body.GetProperty("access_token").GetString());
        if (space is not null)
        {
            client.DefaultRequestHeaders.Add("X-Space", space);
        }
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        if (Front is not null)
        {
            await Front.DisposeAsync();
        }
        for (var node = 0; node < _nodes.Length; node++)
        {
            Kill(node);
        }
        await Postgres.DisposeAsync();
        _folder.Dispose();
    }
}
