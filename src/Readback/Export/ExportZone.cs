using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;
using TimeZoneConverter;

namespace Readback.Export;

/// <summary>A time zone by its IANA name, from the system's own table of them.</summary>
internal sealed partial class ExportZone
{
    public const int MaxNameLength = 64;

    private const string Iso8601 = "yyyy-MM-dd'T'HH:mm:ss.fffzzz";
    private const string OfSpreadsheets = "yyyy-MM-dd HH:mm:ss.fff";

    private ExportZone(string name, TimeZoneInfo zone) => (Name, Zone) = (name, zone);

    public static ExportZone Utc { get; } = new("UTC", TimeZoneInfo.Utc);

    public string Name { get; }

    public TimeZoneInfo Zone { get; }

    /// <summary>What is wrong with a name that is not found: a system can be without its table.</summary>
    public static string Problem => TryFindOfSystem("Europe/Istanbul", out _)
        ? "must be the name of a time zone that this system knows, such as Europe/Istanbul"
        : "this system has no table of time zones (on Linux the package tzdata), and so UTC is all that can be given";

    /// <remarks>The system looks a name up among its files: nothing that could lead elsewhere is a name.</remarks>
    public static bool TryFind(string name, [NotNullWhen(true)] out ExportZone? zone)
    {
        zone = name == Utc.Name ? Utc
            : name.Length <= MaxNameLength && IanaName.IsMatch(name) && TryFindOfSystem(name, out var found)
                ? new ExportZone(name, found)
                : null;
        return zone is not null;
    }

    /// <summary>What Windows calls a zone: it has names of its own, and the library that knows others as well is left out here.</summary>
    internal static string? NameOnWindows(string name) => TZConvert.TryIanaToWindows(name, out var own) ? own : null;

    private static bool TryFindOfSystem(string name, [NotNullWhen(true)] out TimeZoneInfo? zone) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(name, out zone)
        || (NameOnWindows(name) is { } own && TimeZoneInfo.TryFindSystemTimeZoneById(own, out zone));

    /// <summary>With the offset that this zone has at the time: <c>2026-11-23T12:15:02.547+03:00</c>.</summary>
    public string Iso(DateTimeOffset date) => In(date).ToString(Iso8601, CultureInfo.InvariantCulture);

    /// <summary>As spreadsheets take it for a date.</summary>
    public string Plain(DateTimeOffset date) => In(date).ToString(OfSpreadsheets, CultureInfo.InvariantCulture);

    public DateTimeOffset In(DateTimeOffset date) => TimeZoneInfo.ConvertTime(date, Zone);

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_+\-]*(/[A-Za-z0-9_+\-]+){0,2}\z", RegexOptions.CultureInvariant)]
    private static partial Regex IanaName { get; }
}
