using OpenTelemetry.Metrics;

namespace Readback.Http.Hosting;

/// <summary>
/// Measures at <c>/metrics</c>, in Prometheus' format. Requests are counted by their route's template, so that no label
/// ever holds the name of a space or a user.
/// </summary>
internal static class Metrics
{
    private static readonly string[] FrameworkMeters =
        ["Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime"];

    public static IServiceCollection AddReadbackMetrics(this IServiceCollection services, string meter)
    {
        services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .AddMeter([meter, .. FrameworkMeters])
            .AddPrometheusExporter());
        return services;
    }

    public static void MapMetrics(this IEndpointRouteBuilder app) =>
        app.MapPrometheusScrapingEndpoint("/metrics").AllowAnonymous().ExcludeFromDescription();
}
