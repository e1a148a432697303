using System.Diagnostics;
using System.Globalization;
using Readback.Tests.Hosting;

namespace Readback.Tests.Balancing;

/// <summary>nginx in front of nodes, with the configuration that the product ships; only addresses and paths are the test's.</summary>
internal sealed class Nginx : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly int _port = FreePort.Next();
    private Process? _process;

    public Uri Address => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_port}"));

    public static async Task<Nginx> Start(IReadOnlyList<int> nodePorts)
    {
        var nginx = new Nginx();
        nginx.Write(nodePorts);
        var start = new ProcessStartInfo(Programs.Find("nginx"), ["-p", nginx._folder.Path, "-c", Path.Combine(nginx._folder.Path, "main.conf")])
        {
            UseShellExecute = false,
        };
        nginx._process = Process.Start(start)!;
        await FreePort.Listens(nginx._process!, nginx._port);
        return nginx;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            using var term = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
            await term.WaitForExitAsync();
            await _process.WaitForExitAsync();
        }
        _process?.Dispose();
        _folder.Dispose();
    }

    private void Write(IReadOnlyList<int> nodePorts)
    {
        System.IO.Directory.CreateDirectory(_folder.Path);
        var shipped = File.ReadAllText(Path.Combine(Repository.Root, "deploy", "nginx.conf"));
        var ours = shipped.Replace("listen 80;", string.Create(CultureInfo.InvariantCulture, $"listen 127.0.0.1:{_port};"), StringComparison.Ordinal);
        for (var node = 0; node < nodePorts.Count; node++)
        {
            ours = ours.Replace(
                string.Create(CultureInfo.InvariantCulture, $"10.0.0.{node + 1}:8081"),
                string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{nodePorts[node]}"), StringComparison.Ordinal);
        }
        Assert.DoesNotContain("10.0.0.", ours, StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(_folder.Path, "readback.conf"), ours);
        File.Copy(Path.Combine(Repository.Root, "deploy", "readback-proxy.conf"), Path.Combine(_folder.Path, "readback-proxy.conf"));
        File.WriteAllText(Path.Combine(_folder.Path, "main.conf"), $$"""
            daemon off;
            worker_processes 1;
            pid {{_folder.Path}}/nginx.pid;
            error_log {{_folder.Path}}/error.log warn;
            events { worker_connections 2048; }
            http {
                access_log off;
                client_body_temp_path {{_folder.Path}}/body;
                proxy_temp_path {{_folder.Path}}/proxy;
                fastcgi_temp_path {{_folder.Path}}/fastcgi;
                uwsgi_temp_path {{_folder.Path}}/uwsgi;
                scgi_temp_path {{_folder.Path}}/scgi;
                include readback.conf;
            }
            """);
    }
}
