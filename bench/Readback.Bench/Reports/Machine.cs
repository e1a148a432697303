using System.Runtime.InteropServices;

namespace Readback.Bench.Reports;

/// <summary>The machine in general terms: enough to compare runs by, too little to tell whose it is.</summary>
internal sealed record Machine(int Processors, double MemoryGiB, string FileSystem, string Disk, string Runtime, string System)
{
    private const double BytesPerGiB = 1024 * 1024 * 1024;

    public static Machine Describe(string directory) => new(
        Environment.ProcessorCount, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / BytesPerGiB,
        new DriveInfo(directory).DriveFormat, DiskKind(directory), RuntimeInformation.FrameworkDescription,
        $"{(OperatingSystem.IsLinux() ? "Linux" : RuntimeInformation.OSDescription)} {RuntimeInformation.ProcessArchitecture}");

    /// <summary>Whether what is in memory only stands for a disk: then no figure of a send means anything.</summary>
    public bool IsDiskInMemory => FileSystem is "tmpfs" or "ramfs";

    public override string ToString() => FormattableString.Invariant(
        $"{Processors} processors, {MemoryGiB:F0} GiB, {FileSystem} on {Disk}, {Runtime}, {System}; clients and server share it");

    private static string DiskKind(string directory)
    {
        const string mounts = "/proc/mounts";
        if (!File.Exists(mounts))
        {
            return "a disk";
        }
        var device = File.ReadLines(mounts).Select(mount => mount.Split(' '))
            .Where(mount => directory.StartsWith(mount[1], StringComparison.Ordinal))
            .MaxBy(mount => mount[1].Length)?[0];
        return device switch
        {
            ['/', 'd', 'e', 'v', '/', 'v', 'd', ..] => "a virtual disk",
            ['/', 'd', 'e', 'v', '/', 'n', 'v', 'm', 'e', ..] => "NVMe",
            ['/', 'd', 'e', 'v', '/', ..] => "a disk",
            _ => "no device of its own",
        };
    }
}
