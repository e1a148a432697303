using Readback.Configuration;
using Readback.Http.OpenApi;

namespace Readback.Http.Hosting;

/// <summary>All that surrounds the features: the HTTP server, its log, its limits, and what every answer has in common.</summary>
internal static class HttpHost
{
    /// <summary>A builder that reads no configuration but ours.</summary>
    public static WebApplicationBuilder CreateBuilder(ReadbackSettings settings)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "readback" });
        builder.AddKestrel(settings);
        builder.Logging.AddLogs(settings.Logging);
        builder.Services
            .AddSingleton(settings)
            .Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(settings.Limits.DrainSeconds + settings.Limits.StopSeconds))
            .AddHostedService<Draining>()
            .AddServiceManagers()
            .AddHttpJson()
            .AddRoutingCore()
            .AddProblems()
            .AddRequestTime(settings.Limits)
            .AddApiDocument(settings.Sessions);
        return builder;
    }

    /// <summary>What a request goes through before it is asked who sends it.</summary>
    /// <param name="app">The server.</param>
    /// <param name="settings">Its settings.</param>
    /// <param name="translate">Turns the features' own exceptions into problems; <c>null</c> for those that are bugs.</param>
    public static void UseHttpHost(this WebApplication app, ReadbackSettings settings, Func<Exception, ProblemResult?> translate) => app
        .UseDraining()
        .UseSecurityHeaders(settings.Network)
        .UseTrustedProxies(settings.Network)
        .UseProblems(translate)
        .UseRequestLimits(settings.Limits)
        .UseJsonCharset()
        .UseRouting()
        .UseRequestTimeouts();
}
