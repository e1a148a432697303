using System.Diagnostics;

namespace Readback.Bench.Load;

/// <summary>What the disk under the database can do at best: a page appended and flushed, again and again.</summary>
internal static class DiskYardstick
{
    private const int PageBytes = 4096;

    public static double FlushesPerSecond(string directory, TimeSpan time)
    {
        var page = new byte[PageBytes];
        var flushes = 0;
        using var file = new FileStream(
            Path.Combine(directory, "flushes.tmp"), FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0,
            FileOptions.DeleteOnClose);
        var watch = Stopwatch.StartNew();
        for (; watch.Elapsed < time; flushes++)
        {
            file.Write(page);
            file.Flush(flushToDisk: true);
        }
        return flushes / watch.Elapsed.TotalSeconds;
    }
}
