using System.Globalization;
using System.Text.RegularExpressions;

namespace Readback.Http;

/// <summary>From when to when, both included and either left open, in whole milliseconds.</summary>
/// <remarks>
/// The contract's rule on dates in parameters: ISO 8601; without a zone UTC is meant; a bare date means the whole day;
/// a space stands where a <c>+</c> was decoded; an empty parameter is one not given.
/// </remarks>
internal readonly partial record struct DateBounds(DateTimeOffset? From, DateTimeOffset? To)
{
    /// <summary>Digits of a second's fraction that count: .NET's clock has no more. ISO 8601 sets no limit.</summary>
    private const int FractionDigits = 7;

    /// <summary>Reads two parameters; the problem names the one that is wrong, and the rule.</summary>
    /// <param name="zone">Whose dates are meant where a parameter names no zone; UTC's where nothing is said.</param>
    public static bool TryRead(
        string startName, string? start, string endName, string? end, out DateBounds bounds, out ProblemResult problem,
        TimeZoneInfo? zone = null)
    {
        (bounds, problem) = (default, ProblemResult.BadRequest(""));
        if (!TryRead(startName, start, isEnd: false, zone ?? TimeZoneInfo.Utc, out var from, ref problem)
            || !TryRead(endName, end, isEnd: true, zone ?? TimeZoneInfo.Utc, out var to, ref problem))
        {
            return false;
        }
        if (from > to)
        {
            problem = ProblemResult.BadRequest($"{startName}: must not be after {endName}.");
            return false;
        }
        bounds = new DateBounds(RoundUp(from), RoundDown(to));
        return true;
    }

    private static bool TryRead(
        string name, string? text, bool isEnd, TimeZoneInfo local, out DateTimeOffset? date, ref ProblemResult problem)
    {
        date = null;
        if (string.IsNullOrEmpty(text))
        {
            return true;
        }
        if (TryParse(text, isEnd, local, out var parsed))
        {
            date = parsed;
            return true;
        }
        problem = ProblemResult.BadRequest(
            $"{name}: must be a date that exists, in ISO 8601: 2026-11-23, 2026-11-23T09:15:02.547Z or 2026-11-23T12:15+03:00.");
        return false;
    }

    private static bool TryParse(string text, bool isEnd, TimeZoneInfo local, out DateTimeOffset date)
    {
        date = default;
        var match = Iso8601.Match(text);
        if (!match.Success || !DateOnly.TryParseExact(
                string.Concat(match.Groups["year"].Value, match.Groups["month"].Value, match.Groups["day"].Value),
                "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return false;
        }
        var midnight = day.ToDateTime(TimeOnly.MinValue).Ticks;
        if (!match.Groups["hour"].Success)
        {
            date = isEnd ? Utc(InZone(midnight + TimeSpan.TicksPerDay, local, isEnd: false).Ticks - 1) : InZone(midnight, local, isEnd);
            return true;
        }
        if (!TryTime(match, out var time) || !TryZone(match, out var zone))
        {
            return false;
        }
        date = match.Groups["zone"].Success ? Utc(midnight + time - zone) : InZone(midnight + time, local, isEnd);
        return true;
    }

    /// <summary>
    /// A wall clock's time in UTC. An hour that the clock showed twice is there from its first time to its last; one that it
    /// skipped is read by the offset from before.
    /// </summary>
    private static DateTimeOffset InZone(long ticks, TimeZoneInfo zone, bool isEnd)
    {
        var wall = new DateTime(Math.Min(ticks, DateTime.MaxValue.Ticks), DateTimeKind.Unspecified);
        var offset = zone.IsAmbiguousTime(wall)
            ? isEnd ? zone.GetAmbiguousTimeOffsets(wall).Min() : zone.GetAmbiguousTimeOffsets(wall).Max()
            : zone.GetUtcOffset(wall);
        return Utc(ticks - offset.Ticks);
    }

    /// <summary>Ticks since midnight; 24:00 is the end of the day.</summary>
    private static bool TryTime(Match match, out long ticks)
    {
        var (hour, minute, second) = (Number(match, "hour"), Number(match, "minute"), Number(match, "second"));
        var fraction = match.Groups["fraction"].Value.PadRight(FractionDigits, '0')[..FractionDigits];
        ticks = ((hour * 60) + minute) * TimeSpan.TicksPerMinute + (second * TimeSpan.TicksPerSecond)
            + long.Parse(fraction, CultureInfo.InvariantCulture);
        return minute < 60 && second < 60 && ticks <= TimeSpan.TicksPerDay;
    }

    /// <summary>Ticks that the zone is ahead of UTC.</summary>
    private static bool TryZone(Match match, out long ticks)
    {
        var (hours, minutes) = (Number(match, "zoneHour"), Number(match, "zoneMinute"));
        ticks = ((hours * 60) + minutes) * TimeSpan.TicksPerMinute * (match.Groups["sign"].Value == "-" ? -1 : 1);
        return hours < 24 && minutes < 60;
    }

    private static long Number(Match match, string group) =>
        match.Groups[group] is { Success: true } found ? long.Parse(found.ValueSpan, CultureInfo.InvariantCulture) : 0;

    private static DateTimeOffset Utc(long ticks) =>
        new(Math.Clamp(ticks, DateTimeOffset.MinValue.Ticks, DateTimeOffset.MaxValue.Ticks), TimeSpan.Zero);

    // Stored dates are whole milliseconds: of those, a bound between two of them includes only what is inside.
    private static DateTimeOffset? RoundUp(DateTimeOffset? date) =>
        date is { } d ? RoundDown(Utc(d.Ticks + TimeSpan.TicksPerMillisecond - 1)) : null;

    private static DateTimeOffset? RoundDown(DateTimeOffset? date) =>
        date is { } d ? Utc(d.Ticks - (d.Ticks % TimeSpan.TicksPerMillisecond)) : null;

    [GeneratedRegex(
        """
        ^(?<year>[0-9]{4})(?<dash>-?)(?<month>[0-9]{2})\k<dash>(?<day>[0-9]{2})
        (T(?<hour>[0-9]{2})(:?(?<minute>[0-9]{2})(:?(?<second>[0-9]{2})([.,](?<fraction>[0-9]+))?)?)?
        (?<zone>Z|(?<sign>[+\-\x20])(?<zoneHour>[0-9]{2})(:?(?<zoneMinute>[0-9]{2}))?)?)?\z
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Iso8601 { get; }
}
