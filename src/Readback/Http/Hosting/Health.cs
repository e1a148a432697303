using Microsoft.AspNetCore.Http.HttpResults;
using Readback.Http.OpenApi;

namespace Readback.Http.Hosting;

/// <summary>Whether the server can serve, for those who watch it.</summary>
/// <param name="Status">Always <c>ok</c>.</param>
public sealed record HealthStatus(string Status);

/// <summary>Asks whether what the server stands on answers.</summary>
internal delegate Task<bool> ReadinessCheck(IServiceProvider services, CancellationToken cancellation);

internal static class Health
{
    private const int MaxSeconds = 5;
    private static readonly HealthStatus Good = new("ok");

    public static void MapHealth(this IEndpointRouteBuilder app, ReadinessCheck check)
    {
        var health = app.MapGroup("/health").WithTags("Operating").AllowAnonymous();
        health.MapGet("/live", Live);
        health.MapGet("/ready", Task<Results<Ok<HealthStatus>, ProblemResult>> (HttpContext http, CancellationToken cancellation) =>
            Ready(check, http, cancellation)).WithSummary("Whether the server can serve: its database answers, and it has not been told to stop.").WithProblems(503)
            .WithRequestTimeout(TimeSpan.FromSeconds(MaxSeconds));
    }

    /// <summary>Whether the process is alive.</summary>
    internal static Ok<HealthStatus> Live() => TypedResults.Ok(Good);

    private static async Task<Results<Ok<HealthStatus>, ProblemResult>> Ready(
        ReadinessCheck check, HttpContext http, CancellationToken cancellation) =>
        IsStopping(http) ? ProblemResult.Unavailable("The server is about to stop.")
        : await check(http.RequestServices, cancellation)
            ? TypedResults.Ok(Good)
            : ProblemResult.Unavailable("The database does not answer.");

    private static bool IsStopping(HttpContext http) =>
        http.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested;
}
