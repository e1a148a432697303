using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using Readback.Configuration;

namespace Readback.Http.Hosting;

/// <summary>
/// Measures at <c>/metrics</c>, in Prometheus' format. Requests are counted by their route's template, so that no label
/// ever holds the name of a space or a user. Where a collector is set they are pushed to it as well.
/// </summary>
internal static class Metrics
{
    /// <summary>Where a collector takes measures (OpenTelemetry Protocol, OTLP/HTTP).</summary>
    private const string MetricsPath = "/v1/metrics";

    private static readonly string[] FrameworkMeters =
        ["Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime"];

    public static IServiceCollection AddReadbackMetrics(this IServiceCollection services, string meter, MetricsSettings settings)
    {
        services.AddOpenTelemetry()
            .ConfigureResource(server => server.AddService("readback", serviceInstanceId: Environment.MachineName))
            .WithMetrics(metrics =>
            {
                metrics.AddMeter([meter, .. FrameworkMeters]).AddPrometheusExporter();
                if (settings.OtlpEndpoint is { } collector)
                {
                    metrics.AddOtlpExporter(otlp =>
                        (otlp.Protocol, otlp.Endpoint) = (OtlpExportProtocol.HttpProtobuf, new Uri(new Uri(collector), MetricsPath)));
                }
            });
        return services;
    }

    public static void MapMetrics(this IEndpointRouteBuilder app) =>
        app.MapPrometheusScrapingEndpoint("/metrics").AllowAnonymous().ExcludeFromDescription();
}
