using System.Globalization;

namespace Readback.Bench.Live;

/// <summary>Every stream is an open file of this process, and one of its server's.</summary>
internal static class OpenFiles
{
    /// <summary>Files that are open anyway: libraries, the database, sockets of requests.</summary>
    private const int Others = 500;

    /// <summary>What to do where streams would fail one after the other; <c>null</c> where there is room.</summary>
    public static string? Shortage(int streams) => Limit() is { } limit && limit < streams + Others
        ? $"{streams:D} streams need as many open files, and this shell allows {limit:D}: raise it first, with ulimit -n {streams + Others:D}."
        : null;

    /// <summary>The hard limit, to which .NET raises the soft one by itself; unknown where there is no /proc.</summary>
    private static long? Limit()
    {
        const string limits = "/proc/self/limits";
        var line = File.Exists(limits) ? File.ReadLines(limits).FirstOrDefault(line => line.StartsWith("Max open files", StringComparison.Ordinal)) : null;
        var cells = line?.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return cells is [_, _, _, _, var hard, ..] && long.TryParse(hard, CultureInfo.InvariantCulture, out var files) ? files : null;
    }
}
