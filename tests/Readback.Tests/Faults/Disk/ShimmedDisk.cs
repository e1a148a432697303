using System.Diagnostics;
using System.IO.MemoryMappedFiles;
using Readback.Tests.Hosting;

namespace Readback.Tests.Faults.Disk;

/// <summary>
/// What stands between a server's process and one directory (<c>disk-shim.c</c>), and how it is steered from here. What is
/// set holds from the next call on, and for the processes that come after.
/// </summary>
internal sealed class ShimmedDisk : IDisposable
{
    private static readonly Lazy<string> Library = new(Compile);

    private readonly string _folder;
    private readonly MemoryMappedFile _control;
    private readonly MemoryMappedViewAccessor _steering;

    /// <param name="folder">Where its own files are.</param>
    /// <param name="directory">The directory that it stands in front of.</param>
    public ShimmedDisk(string folder, string directory)
    {
        (_folder, Directory) = (folder, directory);
        System.IO.Directory.CreateDirectory(folder);
        _control = MemoryMappedFile.CreateFromFile(Path.Combine(folder, "control"), FileMode.Create, null, 4096);
        _steering = _control.CreateViewAccessor();
    }

    public string Directory { get; }

    public string JournalPath => Path.Combine(_folder, "journal");

    /// <summary>What the server's process needs.</summary>
    public (string Name, string Value)[] Environment(bool withJournal) =>
    [
        ("LD_PRELOAD", Library.Value), ("DISK_SHIM_DIRECTORY", Directory), ("DISK_SHIM_CONTROL", Path.Combine(_folder, "control")),
        .. withJournal ? (IEnumerable<(string, string)>)[("DISK_SHIM_JOURNAL", JournalPath)] : [],
    ];

    /// <summary>How many calls were made to fail.</summary>
    public int Faults => _steering.ReadInt32((int)Control.Faults * sizeof(int));

    public void Set(Control what, int value) => _steering.Write((int)what * sizeof(int), value);

    public void Set(Control what, SystemError error) => Set(what, (int)error);

    /// <summary>All is well again.</summary>
    public void Mend()
    {
        for (var what = Control.WriteError; what < Control.Faults; what++)
        {
            Set(what, 0);
        }
    }

    public void Dispose()
    {
        _steering.Dispose();
        _control.Dispose();
    }

    /// <summary>Only Linux lets a library stand before the system's own in this way.</summary>
    public static void SkipWhereThereIsNone() => Assert.SkipUnless(OperatingSystem.IsLinux(), "A library can be put under the server on Linux alone.");

    private static string Compile()
    {
        var folder = new TemporaryFolder();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Dispose();
        System.IO.Directory.CreateDirectory(folder.Path);
        var library = Path.Combine(folder.Path, "disk-shim.so");
        var source = Path.Combine(Repository.Root, "tests/Readback.Tests/Faults/Disk/disk-shim.c");
        var compiler = ((string[])["cc", "gcc", "clang"]).FirstOrDefault(IsThere) ?? throw new InvalidOperationException("There is no C compiler: bin/steps/prerequisites installs one.");
        using var process = Process.Start(new ProcessStartInfo(compiler, ["-shared", "-fPIC", "-O2", "-Wall", "-o", library, source, "-ldl", "-lpthread"]) { RedirectStandardError = true })!;
        var said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0 && said.Length == 0, said);
        return library;
    }

    private static bool IsThere(string program) =>
        (System.Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));
}

/// <summary>What can be set, in the order in which the shim has it.</summary>
internal enum Control
{
    /// <summary>Every write and change of size fails with this.</summary>
    WriteError,

    /// <summary>Every flush fails with this.</summary>
    FlushError,

    /// <summary>Every flush takes so much longer.</summary>
    FlushMilliseconds,

    /// <summary>Flushes do nothing, and say that they did.</summary>
    SwallowFlushes,

    /// <summary>Nothing grows; what is there can be written over.</summary>
    IsFull,

    /// <summary>What is opened to be written, or removed, fails with this.</summary>
    OpenError,

    /// <summary>The free room that the disk says it has, where not 0.</summary>
    FreeMegabytes,

    /// <summary>Counts what was made to fail.</summary>
    Faults,
}

/// <summary>Linux' numbers.</summary>
internal enum SystemError
{
    InputOutput = 5,
    ReadOnlyDisk = 30,
}
