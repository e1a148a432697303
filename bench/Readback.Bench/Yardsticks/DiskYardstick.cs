using System.Diagnostics;
using Readback.Bench.Load;

namespace Readback.Bench.Yardsticks;

/// <summary>What the disk under the database can do at best: a page appended and flushed, again and again.</summary>
internal static class DiskYardstick
{
    private const int PageBytes = 4096;

    public static Task<Slice> Run(string directory, TimeSpan time) => Task.Run(() =>
    {
        var (page, flushes) = (new byte[PageBytes], new List<float>());
        using var file = new FileStream(
            Path.Combine(directory, "flushes.tmp"), FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0,
            FileOptions.DeleteOnClose);
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < time)
        {
            var started = Stopwatch.GetTimestamp();
            file.Write(page);
            file.Flush(flushToDisk: true);
            flushes.Add((float)Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
        return new Slice(flushes.Count, flushes, watch.Elapsed);
    });
}
