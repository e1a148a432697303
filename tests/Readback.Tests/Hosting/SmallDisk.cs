using System.Diagnostics;

namespace Readback.Tests.Hosting;

/// <summary>A disk that is soon full, made for a test.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public string Path => _folder.Path;

    /// <summary>Nothing where this process may not mount.</summary>
    public static SmallDisk? TryMake(int bytes)
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
        {
            return null;
        }
        var disk = new SmallDisk();
        System.IO.Directory.CreateDirectory(disk.Path);
        if (Run("mount", "-t", "tmpfs", "-o", $"size={bytes}", "readback-test", disk.Path) == 0)
        {
            return disk;
        }
        disk._folder.Dispose();
        return null;
    }

    public void Dispose()
    {
        Run("umount", "--lazy", Path);
        _folder.Dispose();
    }

    private static int Run(string command, params string[] arguments)
    {
        using var process = Process.Start(command, arguments);
        process.WaitForExit();
        return process.ExitCode;
    }
}
