using Microsoft.AspNetCore.Http.Features;
using Readback.Configuration;

namespace Readback.Http.Hosting;

/// <summary>Answers what is too long to be a request of ours with a problem that says so.</summary>
/// <remarks>
/// What exceeds even Kestrel's own limits (<see cref="KestrelSetup.HardLimitFactor"/> times these, or 200 headers) is
/// answered by it, with the same statuses and without a body; so is what is no HTTP at all.
/// </remarks>
internal static class RequestLimits
{
    /// <summary>The two spaces and the end of the line; and in a header the colon, a space and the end of its line.</summary>
    private const int BytesBetween = 4;

    /// <summary>The largest body that any request may have; some may have less.</summary>
    public static int MaxBodyBytes(LimitSettings limits) => Math.Max(limits.MaxFormBodyBytes, limits.MaxMessageBodyBytes);

    public static IApplicationBuilder UseRequestLimits(this IApplicationBuilder app, LimitSettings limits) => app.Use((http, next) =>
        LineBytes(http) > limits.MaxRequestLineBytes
            ? new ProblemResult(StatusCodes.Status414UriTooLong,
                $"The request line must not exceed {limits.MaxRequestLineBytes} bytes; send long lists in a form.").ExecuteAsync(http)
        : HeaderBytes(http) > limits.MaxHeaderBytes
            ? new ProblemResult(StatusCodes.Status431RequestHeaderFieldsTooLarge,
                $"All headers together must not exceed {limits.MaxHeaderBytes} bytes.").ExecuteAsync(http)
        : HasTooLongBody(http, MaxBodyBytes(limits))
            ? new ProblemResult(StatusCodes.Status413PayloadTooLarge,
                $"The body must not exceed {MaxBodyBytes(limits)} bytes.").ExecuteAsync(http)
        : next(http));

    /// <summary>A length that is not told beforehand is held to the limit while the body is read.</summary>
    private static bool HasTooLongBody(HttpContext http, int maxBytes)
    {
        if (http.Request.ContentLength is null
            && http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body)
        {
            body.MaxRequestBodySize = maxBytes;
        }
        return http.Request.ContentLength > maxBytes;
    }

    private static int LineBytes(HttpContext http) =>
        http.Request.Method.Length + http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.Length
        + http.Request.Protocol.Length + BytesBetween;

    private static int HeaderBytes(HttpContext http)
    {
        var bytes = 0;
        foreach (var (name, values) in http.Request.Headers)
        {
            foreach (var value in values)
            {
                bytes += name.Length + (value?.Length ?? 0) + BytesBetween;
            }
        }
        return bytes;
    }
}
