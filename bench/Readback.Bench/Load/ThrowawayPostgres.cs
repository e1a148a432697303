using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Readback.Bench.Load;

/// <summary>A PostgreSQL server on the disk to measure, as it comes but for its port: every commit waits for the disk.</summary>
internal sealed class ThrowawayPostgres : IDisposable
{
    private readonly string _folder;

    private ThrowawayPostgres(string folder, int port)
    {
        _folder = folder;
        ConnectionString = string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={port};Database=postgres;Username=postgres");
    }

    public string ConnectionString { get; }

    private string Cluster => Path.Combine(_folder, "cluster");

    public static ThrowawayPostgres Start(string parent)
    {
        var postgres = new ThrowawayPostgres(Path.Combine(parent, $"readback-bench-postgres-{Guid.NewGuid():N}"), FreePort());
        System.IO.Directory.CreateDirectory(postgres._folder);
        PostgresPrograms.GiveAway(postgres._folder);
        PostgresPrograms.Run("initdb", "-D", postgres.Cluster, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N");
        var port = new Npgsql.NpgsqlConnectionStringBuilder(postgres.ConnectionString).Port;
        PostgresPrograms.Run(
            "pg_ctl", "start", "-w", "-s", "-D", postgres.Cluster, "-l", Path.Combine(postgres.Cluster, "server.log"),
            "-o", string.Create(CultureInfo.InvariantCulture,
                $"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=200"));
        return postgres;
    }

    public void Dispose()
    {
        PostgresPrograms.Run("pg_ctl", "stop", "-w", "-s", "-D", Cluster, "-m", "immediate");
        System.IO.Directory.Delete(_folder, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
