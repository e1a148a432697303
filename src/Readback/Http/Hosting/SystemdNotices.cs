using Microsoft.Extensions.Hosting.Systemd;

namespace Readback.Http.Hosting;

/// <summary>
/// Tells systemd that the server serves, once it does, and that it is about to stop, before it drains. The library's own way
/// asks who the parent is and changes the log's format besides; the socket alone says whether anybody wants to know.
/// </summary>
internal sealed class SystemdNotices(ISystemdNotifier systemd, IHostApplicationLifetime lifetime) : IHostedLifecycleService, IDisposable
{
    private CancellationTokenRegistration _stopping;

    /// <summary>Runs after everything has started: addresses are bound, and the database is open.</summary>
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        if (systemd.IsEnabled)
        {
            systemd.Notify(ServiceState.Ready);
            _stopping = lifetime.ApplicationStopping.Register(() => systemd.Notify(ServiceState.Stopping));
        }
        return Task.CompletedTask;
    }

    public void Dispose() => _stopping.Dispose();

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
