using System.Runtime.InteropServices;
using Readback.Configuration;

namespace Readback.Http.Hosting;

/// <summary>
/// The time between being told to stop and no longer listening. The server says that it is not ready, so that a balancer
/// sends new requests elsewhere, and goes on answering those that still come.
/// </summary>
internal sealed class Draining(ReadbackSettings settings, TimeProvider clock, IHostApplicationLifetime lifetime) : IHostedLifecycleService
{
    /// <summary>Runs before anything of the server stops. A second signal ends the wait at once.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        lifetime.StopApplication();
        if (settings.Limits.DrainSeconds == 0)
        {
            return;
        }
        using var isEnough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        try
        {
            await Task.Delay(TimeSpan.FromSeconds(settings.Limits.DrainSeconds), clock, isEnough.Token);
        }
        catch (OperationCanceledException) when (isEnough.IsCancellationRequested)
        {
            return;
        }

        void End(PosixSignalContext signal)
        {
            signal.Cancel = true;
            isEnough.Cancel();
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>What is answered meanwhile.</summary>
internal static class DrainingSetup
{
    /// <summary>Asks each client of HTTP/1 to send its next request over another connection, which then is not this server's.</summary>
    public static IApplicationBuilder UseDraining(this IApplicationBuilder app)
    {
        var stopping = app.ApplicationServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        // Made once: what each request makes anew is paid for by all of them.
        Func<object, Task> atStart = request =>
        {
            var http = (HttpContext)request;
            if (stopping.IsCancellationRequested && HttpProtocol.IsHttp11(http.Request.Protocol))
            {
                http.Response.Headers.Connection = "close";
            }
            return Task.CompletedTask;
        };
        return app.Use((http, next) =>
        {
            http.Response.OnStarting(atStart, http);
            return next(http);
        });
    }
}
