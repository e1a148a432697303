using Microsoft.Extensions.Hosting.Systemd;

namespace Readback.Http.Hosting;

/// <summary>
/// Whoever starts the server and waits for it. systemd is told by its socket (<c>Type=notify</c>), Windows by its service
/// control manager, whose order to stop is then obeyed like a signal, and whose event log takes what is logged. To anybody
/// else nothing is said.
/// </summary>
internal static class ServiceManagers
{
    /// <summary>The service's name on Windows, and the source of its entries in the event log.</summary>
    private const string WindowsServiceName = "readback";

    public static IServiceCollection AddServiceManagers(this IServiceCollection services) => services
        .AddWindowsService(service => service.ServiceName = WindowsServiceName)
        .AddSingleton<ISystemdNotifier, SystemdNotifier>()
        .AddHostedService<SystemdNotices>();
}
