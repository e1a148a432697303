using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Readback.Tests.Hosting;

namespace Readback.Tests.Balancing;

/// <summary>PgBouncer in session mode, in front of a database.</summary>
internal sealed class PgBouncer : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly int _port = FreePort.Next();
    private Process? _process;

    /// <summary>The same database by way of it.</summary>
    public string Store { get; private set; } = "";

    public static async Task<PgBouncer> Start(string store)
    {
        var bouncer = new PgBouncer();
        var database = new NpgsqlConnectionStringBuilder(store);
        bouncer.Store = new NpgsqlConnectionStringBuilder(store) { Port = bouncer._port }.ConnectionString;
        System.IO.Directory.CreateDirectory(bouncer._folder.Path);
        var settings = Path.Combine(bouncer._folder.Path, "pgbouncer.ini");
        await File.WriteAllTextAsync(settings, string.Create(CultureInfo.InvariantCulture, $"""
            [databases]
            {database.Database} = host={database.Host} port={database.Port} user={database.Username}
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = {bouncer._port}
            unix_socket_dir =
            auth_type = any
            pool_mode = session
            default_pool_size = 60
            max_client_conn = 200
            ignore_startup_parameters = extra_float_digits

            """));
        if (Environment.UserName == "root")
        {
            // It refuses to run as root.
            bouncer._process = Process.Start("runuser", ["-u", "postgres", "--", Programs.Find("pgbouncer"), "-q", settings]);
        }
        else
        {
            bouncer._process = Process.Start(Programs.Find("pgbouncer"), ["-q", settings]);
        }
        await FreePort.Listens(bouncer._process!, bouncer._port);
        return bouncer;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }
        _process?.Dispose();
        _folder.Dispose();
    }
}
