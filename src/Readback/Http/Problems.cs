using System.Text.Json;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.WebUtilities;

namespace Readback.Http;

/// <summary>
/// Sees to it that no error leaves without a problem's body: what the framework refused with a bare status, what a
/// request's body made it throw, and what we did not expect.
/// </summary>
internal static partial class Problems
{
    public static IServiceCollection AddProblems(this IServiceCollection services) =>
        // So that the reason is not lost: see Translate.
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);

    /// <summary>The outermost but for what adds headers to every answer.</summary>
    /// <param name="translate">Turns a feature's own exceptions into problems; <c>null</c> for those that are bugs.</param>
    public static IApplicationBuilder UseProblems(this IApplicationBuilder app, Func<Exception, ProblemResult?> translate) =>
        app.Use(async (http, next) =>
        {
            try
            {
                await next(http);
            }
            catch (Exception e) when (HasGone(http, e))
            {
                return; // Whoever asked has gone: nobody is there to read an answer, and nothing is wrong here.
            }
            catch (Exception e) when (!http.Response.HasStarted)
            {
                await (Translate(e) ?? translate(e) ?? Unexpected(http, e)).ExecuteAsync(http);
                return;
            }
            if (http.Response is { HasStarted: false, StatusCode: >= 400, ContentType: null, ContentLength: null })
            {
                await Bare(http.Response.StatusCode).ExecuteAsync(http);
            }
        });

    /// <summary>A connection that breaks in the middle of a body may be told of here before it is told of by the request.</summary>
    private static bool HasGone(HttpContext http, Exception e) =>
        e is ConnectionResetException or ConnectionAbortedException
        || (e is OperationCanceledException or IOException && http.RequestAborted.IsCancellationRequested);

    private static ProblemResult? Translate(Exception e) => e switch
    {
        BadHttpRequestException { InnerException: JsonException json } => BadJson(json),
        JsonException json => BadJson(json),
        BadHttpRequestException bad => new ProblemResult(bad.StatusCode, BadRequests.Sentence(bad)),
        _ => null,
    };

    /// <summary>Names the field where the JSON itself is sound and only a value is of another type.</summary>
    private static ProblemResult BadJson(JsonException e) => (e.InnerException, e.Path) switch
    {
        (JsonException, _) or (_, null) => ProblemResult.BadRequest("The body is not well-formed JSON."),
        (_, "$") => ProblemResult.BadRequest("The body is not of the JSON type that is wanted here."),
        (_, var path) => ProblemResult.BadRequest(
            $"{path["$".Length..].TrimStart('.')}: the value is not of the JSON type that this field has."),
    };

    private static ProblemResult Unexpected(HttpContext http, Exception e)
    {
        LogUnexpected(http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Readback.Http.Problems"), http.Request.Method, e);
        return new ProblemResult(StatusCodes.Status500InternalServerError, "Something went wrong here. It is on record in the server's log.");
    }

    private static ProblemResult Bare(int status) => new(status, status switch
    {
        StatusCodes.Status404NotFound => "There is nothing at this address.",
        StatusCodes.Status405MethodNotAllowed => "This address does not know this method.",
        StatusCodes.Status415UnsupportedMediaType => BadRequests.WrongMediaType,
        _ => $"{ReasonPhrases.GetReasonPhrase(status)}.",
    });

    [LoggerMessage(1301, LogLevel.Error, "An unexpected failure answered a {Method} request with 500")]
    private static partial void LogUnexpected(ILogger log, string method, Exception exception);
}
