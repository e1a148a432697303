using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;

namespace Readback.Http;

/// <summary>An answer that says what went wrong. Every error of the API is written here.</summary>
internal sealed class ProblemResult(int status, string detail, int? retryAfterSeconds = null) : IResult, IStatusCodeHttpResult
{
    public const string ContentType = "application/problem+json";

    public int? StatusCode => status;

    public string Detail => detail;

    public static ProblemResult BadRequest(string detail) => new(StatusCodes.Status400BadRequest, detail);

    public static ProblemResult Forbidden(string detail) => new(StatusCodes.Status403Forbidden, detail);

    public static ProblemResult Unauthorized(string detail) => new(StatusCodes.Status401Unauthorized, detail);

    public static ProblemResult NotFound(string detail) => new(StatusCodes.Status404NotFound, detail);

    public static ProblemResult Conflict(string detail) => new(StatusCodes.Status409Conflict, detail);

    public static ProblemResult TooManyRequests(string detail, int retryAfterSeconds) =>
        new(StatusCodes.Status429TooManyRequests, detail, retryAfterSeconds);

    /// <summary>Come again: nothing is known to have been changed.</summary>
    public static ProblemResult Unavailable(string detail, int retryAfterSeconds = 1) =>
        new(StatusCodes.Status503ServiceUnavailable, detail, retryAfterSeconds);

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var title = ReasonPhrases.GetReasonPhrase(status);
        httpContext.Response.StatusCode = status;
        if (status == StatusCodes.Status401Unauthorized)
        {
            httpContext.Response.Headers.WWWAuthenticate = "Bearer";
        }
        if (retryAfterSeconds is { } seconds)
        {
            httpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }
        return httpContext.Response.WriteAsJsonAsync(
            new ProblemBody("about:blank", title, status, detail, title, detail), HttpJson.Default.ProblemBody, ContentType);
    }
}
