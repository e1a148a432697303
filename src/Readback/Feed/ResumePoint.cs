using Readback.Text;

namespace Readback.Feed;

/// <summary>Where a stream is asked to go on (contract, section 4).</summary>
/// <param name="Asked">Something was asked for.</param>
/// <param name="Position">The position after which to go on; <c>null</c> where what was asked for is no position.</param>
/// <param name="Log">The life of the log that the position is of, if that was said.</param>
internal sealed record ResumePoint(bool Asked, long? Position, string? Log)
{
    /// <summary>A browser that reconnects by itself says so in the header, while its address still says what it said at first.</summary>
    public static ResumePoint Of(HttpRequest request)
    {
        var text = request.Headers["Last-Event-ID"].ToString();
        if (text.Length == 0)
        {
            text = request.Query["lastEventId"].ToString();
        }
        var log = request.Query["log"].ToString();
        return new ResumePoint(
            text.Length > 0,
            Digits.TryParse(text, out long position) ? position : null,
            log.Length == 0 ? null : log);
    }

    /// <summary>Whether the log can be told from there on.</summary>
    /// <param name="life">The log's life.</param>
    /// <param name="end">The log's true end, as the database has it.</param>
    public bool CanBeServed(string life, long end) => Position <= end && (Log is null || Log == life);
}
