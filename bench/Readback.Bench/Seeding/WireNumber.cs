using System.Globalization;

namespace Readback.Bench.Seeding;

/// <summary>Numbers and dates as they stand on the wire.</summary>
internal static class WireNumber
{
    public static string Of(long number) => number.ToString(CultureInfo.InvariantCulture);

    public static string Of(DateTimeOffset date) =>
        date.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
