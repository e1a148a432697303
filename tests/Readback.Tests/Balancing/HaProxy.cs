using System.Diagnostics;
using System.Globalization;
using Readback.Tests.Hosting;

namespace Readback.Tests.Balancing;

/// <summary>HAProxy in front of three nodes, with the configuration that the product ships; only addresses are the test's.</summary>
internal sealed class HaProxy : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TemporaryFolder _folder = new();
    private readonly int _port = FreePort.Next();
    private Process? _process;

    public Uri Address => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_port}"));

    public static async Task<HaProxy> Start(IReadOnlyList<Uri> nodes)
    {
        var proxy = new HaProxy();
        System.IO.Directory.CreateDirectory(proxy._folder.Path);
        var ours = (await File.ReadAllTextAsync(Path.Combine(Repository.Root, "deploy", "haproxy.cfg")))
            .Replace("bind :80", string.Create(CultureInfo.InvariantCulture, $"bind 127.0.0.1:{proxy._port}"), StringComparison.Ordinal);
        foreach (var (index, node) in nodes.Index())
        {
            ours = ours.Replace(string.Create(CultureInfo.InvariantCulture, $"10.0.0.{index + 1}:8081"), node.Authority, StringComparison.Ordinal);
        }
        Assert.DoesNotContain("10.0.0.", ours, StringComparison.Ordinal);
        var file = Path.Combine(proxy._folder.Path, "haproxy.cfg");
        await File.WriteAllTextAsync(file, ours);
        proxy._process = Process.Start(new ProcessStartInfo(Programs.Find("haproxy"), ["-db", "-q", "-f", file]) { UseShellExecute = false })!;
        await proxy.Answers();
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }
        _process?.Dispose();
        _folder.Dispose();
    }

    private async Task Answers()
    {
        using var patience = new CancellationTokenSource(Patience);
        using var client = new HttpClient { BaseAddress = Address };
        while (true)
        {
            Assert.False(_process!.HasExited, "HAProxy ended: see its words above");
            try
            {
                using var answer = await client.GetAsync("/health/live", patience.Token);
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                patience.Token.ThrowIfCancellationRequested();
            }
        }
    }
}
