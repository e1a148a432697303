namespace Readback.Http;

/// <summary>
/// So many a minute, so many at once: the generic cell rate algorithm. Its whole state is the moment at which the next one
/// would be due if all came evenly; whoever counts keeps that.
/// </summary>
/// <param name="PerMinute">How many come a minute, evenly.</param>
/// <param name="Burst">How many may come at once.</param>
internal readonly record struct CellRate(int PerMinute, int Burst)
{
    /// <summary>From one to the next.</summary>
    public TimeSpan Interval => TimeSpan.FromMinutes(1) / PerMinute;

    /// <summary>How far ahead of its time one may come.</summary>
    public TimeSpan Tolerance => Interval * (Burst - 1);

    /// <summary>How long one has to wait that comes so far ahead of its time; nothing where it may come.</summary>
    public TimeSpan? Wait(TimeSpan ahead) => ahead > Tolerance ? ahead - Tolerance : null;

    /// <summary>The answer to one too many.</summary>
    /// <param name="of">What is counted, and whose.</param>
    /// <param name="wait">How long to wait.</param>
    public static ProblemResult TooMany(string of, TimeSpan wait) =>
        ProblemResult.TooManyRequests($"More than {of}: wait.", Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)));
}
