using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Readback.Tests.Hosting;

/// <summary>
/// A PostgreSQL server of the system's own binaries, on a cluster in memory. Tests that only need a database share one;
/// who wants to stop it starts another.
/// </summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private const string User = "postgres";
    private const int Patience = 60_000;

    private static readonly Lazy<Task<PostgresServer>> OfAllTests = new(() => Start());

    private readonly TemporaryFolder _folder = new();
    private int _databases;

    private PostgresServer()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        Port = ((IPEndPoint)free.LocalEndpoint).Port;
    }

    public static Task<PostgresServer> Shared => OfAllTests.Value;

    public int Port { get; }

    private string Cluster => Path.Combine(_folder.Path, "cluster");

    /// <param name="isDurable">Whether a commit waits for the disk, as it must where the server is to be killed.</param>
    public static async Task<PostgresServer> Start(bool isDurable = false)
    {
        var server = new PostgresServer();
        System.IO.Directory.CreateDirectory(server._folder.Path);
        if (Environment.UserName == "root")
        {
            // PostgreSQL refuses to run as root.
            Run("chown", [User, server._folder.Path]);
        }
        server.RunTool("initdb", "-D", server.Cluster, "-U", User, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N");
        await File.AppendAllTextAsync(
            Path.Combine(server.Cluster, "postgresql.conf"),
            $"""

            listen_addresses = '127.0.0.1'
            port = {server.Port}
            unix_socket_directories = ''
            max_connections = 600
            shared_buffers = 64MB
            fsync = {(isDurable ? "on" : "off")}
            deadlock_timeout = 200ms

            """);
        server.Up();
        // A test run that is killed leaves no server behind.
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.Down("immediate");
        return server;
    }

    /// <summary>A new and empty database.</summary>
    public async Task<string> NewDatabase()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"readback_{Interlocked.Increment(ref _databases)}");
        await using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await command.ExecuteNonQueryAsync();
        return ConnectionString(name);
    }

    /// <summary>Drops a database that <see cref="NewDatabase"/> made, whoever is still connected.</summary>
    public async Task Drop(string connectionString)
    {
        await using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false");
        await connection.OpenAsync();
        var name = new NpgsqlConnectionStringBuilder(connectionString).Database;
        await using var command = new NpgsqlCommand($"DROP DATABASE {name} WITH (FORCE)", connection);
        await command.ExecuteNonQueryAsync();
    }

    public void Up() => RunTool("pg_ctl", "start", "-w", "-s", "-D", Cluster, "-l", Path.Combine(Cluster, "server.log"));

    /// <param name="mode">As for <c>pg_ctl</c>: <c>fast</c> tells its clients, <c>immediate</c> is a crash.</param>
    public void Down(string mode)
    {
        if (File.Exists(Path.Combine(Cluster, "postmaster.pid")))
        {
            RunTool("pg_ctl", "stop", "-w", "-s", "-D", Cluster, "-m", mode);
        }
    }

    public ValueTask DisposeAsync()
    {
        Down("immediate");
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private string ConnectionString(string database) =>
        $"Host=127.0.0.1;Port={Port.ToString(CultureInfo.InvariantCulture)};Database={database};Username={User}";

    private void RunTool(string tool, params string[] arguments)
    {
        var path = Path.Combine(Binaries, tool);
        if (Environment.UserName == "root")
        {
            Run("runuser", ["-u", User, "--", path, .. arguments]);
        }
        else
        {
            Run(path, arguments);
        }
    }

    /// <summary>The newest version that the system has.</summary>
    private static string Binaries { get; } = (System.IO.Directory.Exists("/usr/lib/postgresql")
            ? System.IO.Directory.GetDirectories("/usr/lib/postgresql") : [])
        .Select(version => Path.Combine(version, "bin"))
        .Where(bin => File.Exists(Path.Combine(bin, "initdb")))
        .MaxBy(bin => int.TryParse(Path.GetFileName(Path.GetDirectoryName(bin)), out var version) ? version : 0)
        ?? throw new InvalidOperationException("PostgreSQL's server is not installed; bin/steps/prerequisites installs it.");

    private static void Run(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = "/", UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var output = new System.Text.StringBuilder();
        process.ErrorDataReceived += (_, line) => output.AppendLine(line.Data);
        process.OutputDataReceived += (_, line) => output.AppendLine(line.Data);
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        Assert.True(process.WaitForExit(Patience), $"{program} takes too long");
        Assert.True(process.ExitCode == 0, $"{program} failed: {output}");
    }
}
