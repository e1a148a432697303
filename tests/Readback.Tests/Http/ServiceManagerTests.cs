using System.Net;
using System.Net.Sockets;
using Readback.Tests.Hosting;

namespace Readback.Tests.Http;

/// <summary>What whoever started the server and waits for it is told.</summary>
[Trait("Engine", "Sqlite")]
public sealed class ServiceManagerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly NotifySocket _systemd;

    public ServiceManagerTests()
    {
        System.IO.Directory.CreateDirectory(_folder.Path);
        _systemd = new NotifySocket(Path.Combine(_folder.Path, "notify"));
    }

    public void Dispose()
    {
        _systemd.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Systemd_learns_that_it_serves_once_it_does_and_then_that_it_is_about_to_stop()
    {
        using var server = Start(0);

        Assert.Equal("READY=1", await _systemd.Next());
        using var client = new HttpClient { BaseAddress = await server.Address() };
        await client.GetAsync("/health/ready").Json();
        Assert.False(_systemd.HasMore);

        await server.Terminate();
        Assert.Equal("STOPPING=1", await _systemd.Next());
        Assert.Equal(0, await server.ExitCode());
        Assert.False(_systemd.HasMore);
    }

    [Fact]
    public async Task A_server_that_can_not_start_never_says_that_it_serves()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();

        using var server = Start(((IPEndPoint)other.LocalEndpoint).Port);

        Assert.Equal(1, await server.ExitCode());
        Assert.False(_systemd.HasMore);
    }

    private ReadbackProcess Start(int port) => ReadbackProcess.Start(
        Path.Combine(_folder.Path, "home"), [("NOTIFY_SOCKET", _systemd.Path)], "--urls", $"http://127.0.0.1:{port}");
}
