using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Readback.Http.OpenApi;

namespace Readback.Http.Hosting;

/// <summary>Whether the server can serve, for those who watch it.</summary>
/// <param name="Status">Always <c>ok</c>.</param>
/// <param name="Hints">What is worth a look, in sentences; left out where there is nothing.</param>
public sealed record HealthStatus(
    string Status, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Hints = null);

/// <summary>Asks whether what the server stands on answers.</summary>
internal delegate Task<bool> ReadinessCheck(IServiceProvider services, CancellationToken cancellation);

/// <summary>What is worth a look though the server can serve.</summary>
internal delegate IReadOnlyList<string> HealthHints(IServiceProvider services);

internal static class Health
{
    private const int MaxSeconds = 5;
    private static readonly HealthStatus Good = new("ok");

    public static void MapHealth(this IEndpointRouteBuilder app, ReadinessCheck check, HealthHints hints)
    {
        var health = app.MapGroup("/health").WithTags("Operating").AllowAnonymous();
        health.MapGet("/live", Live);
        health.MapGet("/ready", Task<Results<Ok<HealthStatus>, ProblemResult>> (HttpContext http, CancellationToken cancellation) =>
            Ready(check, hints, http, cancellation)).WithSummary("Whether the server can serve: its database answers, and it has not been told to stop.").WithProblems(503)
            .WithRequestTimeout(TimeSpan.FromSeconds(MaxSeconds));
    }

    /// <summary>Whether the process is alive.</summary>
    internal static Ok<HealthStatus> Live() => TypedResults.Ok(Good);

    private static async Task<Results<Ok<HealthStatus>, ProblemResult>> Ready(
        ReadinessCheck check, HealthHints hints, HttpContext http, CancellationToken cancellation) =>
        IsStopping(http) ? ProblemResult.Unavailable("The server is about to stop.")
        : await check(http.RequestServices, cancellation)
            ? TypedResults.Ok(hints(http.RequestServices) is { Count: > 0 } found ? Good with { Hints = found } : Good)
            : ProblemResult.Unavailable("The database does not answer.");

    private static bool IsStopping(HttpContext http) =>
        http.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested;
}
