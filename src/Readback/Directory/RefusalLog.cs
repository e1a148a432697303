using Readback.Http;

namespace Readback.Directory;

/// <summary>Whoever is turned away from what they have no right to is in the server's log: who, from where, from what.</summary>
internal static partial class RefusalLog
{
    /// <summary>Answers with a refusal. One for want of a right, not of a log-in, is logged; ids and names in the path are not.</summary>
    public static Task Refuse(this HttpContext http, ProblemResult refusal)
    {
        if (refusal.StatusCode == StatusCodes.Status403Forbidden && Caller.Find(http) is { } caller)
        {
            LogRefused(
                http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(RefusalLog).FullName!),
                caller.User.Id, caller.Address, http.Request.Method,
                (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "", refusal.Detail);
        }
        return refusal.ExecuteAsync(http);
    }

    [LoggerMessage(1701, LogLevel.Information, "User {User} at {Address} was refused {Method} {Route}: {Why}")]
    private static partial void LogRefused(ILogger log, long user, string address, string method, string route, string why);
}
