using System.Text.Json;
using System.Text.RegularExpressions;

namespace Readback.Client.Http;

/// <summary>Makes an exception of an answer that is no success.</summary>
internal static partial class Problem
{
    /// <summary>What is read of a problem at most; the server's own are far shorter.</summary>
    private const int MaxBytes = 64 * 1024;

    public static async Task<ReadbackException> Of(HttpResponseMessage answer, TimeProvider clock, CancellationToken cancellation)
    {
        var detail = await Detail(answer, cancellation).ConfigureAwait(false) ?? Bare(answer);
        var field = Field().Match(detail);
        return new ReadbackException(
            answer.StatusCode, detail, field.Success ? field.Groups["name"].Value : null, RetryAfter(answer, clock), Wire.IsTransient(answer.StatusCode));
    }

    private static async Task<string?> Detail(HttpResponseMessage answer, CancellationToken cancellation)
    {
        if (answer.Content.Headers.ContentType?.MediaType != "application/problem+json")
        {
            return null;
        }
        var buffer = new byte[MaxBytes];
        var body = await answer.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
        {
            var length = await body.ReadAtLeastAsync(buffer, MaxBytes, throwOnEndOfStream: false, cancellation).ConfigureAwait(false);
            try
            {
                return JsonSerializer.Deserialize(buffer.AsSpan(0, length), WireJson.Default.ProblemAnswer)?.Detail;
            }
            catch (JsonException)
            {
                return null;
            }
        }
    }

    /// <summary>Not the server's own words: something before it answered.</summary>
    private static string Bare(HttpResponseMessage answer) => answer.Headers.Location is { } elsewhere
        ? $"The address sends elsewhere, to {elsewhere}: give that one."
        : $"The server answered with {(int)answer.StatusCode} {answer.ReasonPhrase}.";

    private static TimeSpan? RetryAfter(HttpResponseMessage answer, TimeProvider clock) => answer.Headers.RetryAfter switch
    {
        { Delta: { } wait } => wait,
        { Date: { } date } => date - clock.GetUtcNow() is var wait && wait > TimeSpan.Zero ? wait : TimeSpan.Zero,
        _ => null,
    };

    /// <summary>The server's sentences begin with the field that they are about: <c>size: must be …</c></summary>
    [GeneratedRegex(@"^(?<name>[A-Za-z][\w.\[\]-]*): ")]
    private static partial Regex Field();
}
