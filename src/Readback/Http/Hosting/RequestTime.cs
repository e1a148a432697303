using System.Globalization;
using Microsoft.AspNetCore.Http.Timeouts;
using Readback.Configuration;

namespace Readback.Http.Hosting;

/// <summary>How long a request may take. Streams opt out with <c>DisableRequestTimeout()</c>.</summary>
internal static class RequestTime
{
    public static IServiceCollection AddRequestTime(this IServiceCollection services, LimitSettings limits) =>
        services.AddRequestTimeouts(options => options.DefaultPolicy = new RequestTimeoutPolicy
        {
            Timeout = TimeSpan.FromSeconds(limits.RequestSeconds),
            TimeoutStatusCode = StatusCodes.Status503ServiceUnavailable,
            WriteTimeoutResponse = ProblemResult.Unavailable(string.Create(
                CultureInfo.InvariantCulture,
                $"The request took longer than {limits.RequestSeconds} s. Whether it had an effect is not known.")).ExecuteAsync,
        });
}
