using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Readback.Http.OpenApi;

namespace Readback.Http.Hosting;

/// <summary>Whether the server can serve, for those who watch it.</summary>
/// <param name="Status">Always <c>ok</c>: the server answers.</param>
/// <param name="Warnings">
/// What somebody has to look after, in sentences: that the disk is nearly full, that changes are not stored at present while
/// reading goes on, that the last backup is old. Absent where all is well.
/// </param>
public sealed record HealthStatus(
    string Status, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Warnings = null);

/// <summary>Whether what the server stands on answers, and what is to be said of it besides.</summary>
internal readonly record struct Readiness(bool IsReady, IReadOnlyList<string> Warnings);

/// <summary>Asks what the server stands on.</summary>
internal delegate Task<Readiness> ReadinessCheck(IServiceProvider services, CancellationToken cancellation);

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
        : await check(http.RequestServices, cancellation) is { IsReady: true, Warnings: var warnings }
            ? TypedResults.Ok(warnings is [] ? Good : Good with { Warnings = warnings })
            : ProblemResult.Unavailable("The database does not answer.");

    private static bool IsStopping(HttpContext http) =>
        http.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested;
}
