namespace Readback.Log;

/// <summary>
/// Dates beside the log's order: a clock that steps back a little is held at the last date; one that was set back
/// further tells the truth, and that is worth a line in the server's log.
/// </summary>
internal static class SpaceClock
{
    /// <summary>The largest step back that is held, in milliseconds.</summary>
    public const int HeldMilliseconds = 2000;

    public static DateTimeOffset Next(DateTimeOffset now, DateTimeOffset last) =>
        IsSetBack(now, last) || now >= last ? now : last;

    public static bool IsSetBack(DateTimeOffset now, DateTimeOffset last) =>
        (last - now).TotalMilliseconds > HeldMilliseconds;

    /// <summary>The clock as dates are stored: whole milliseconds.</summary>
    public static DateTimeOffset Now(TimeProvider clock) =>
        DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());
}
