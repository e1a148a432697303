using System.Runtime.InteropServices;

namespace Readback.Storage.Sqlite;

/// <summary>
/// A file that is written under another name, <c>{name}.partial</c>, and gets its own when all of it is on the disk: who
/// finds a file of that name finds a whole one. Dropped where it was not kept.
/// </summary>
internal sealed class NewFile : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _path;
    private bool _isKept;

    private NewFile(string path) => _path = path;

    /// <summary>Where it is written.</summary>
    public string PartialPath => _path + ".partial";

    /// <summary>Makes the file, empty and for its owner's eyes only.</summary>
    /// <exception cref="StoreRefusedException">There is one already, finished or not, or it can't be made.</exception>
    public static NewFile Create(string path)
    {
        var file = new NewFile(System.IO.Path.GetFullPath(path));
        if (System.IO.Path.Exists(file._path))
        {
            throw new StoreRefusedException($"{file._path} exists already; nothing is ever overwritten.");
        }
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }
        try
        {
            new FileStream(file.PartialPath, options).Dispose();
            return file;
        }
        catch (IOException) when (File.Exists(file.PartialPath))
        {
            throw new StoreRefusedException(
                $"{file.PartialPath} exists: it is being written just now, or was left by a run that broke off. "
                + "In the latter case delete it.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreRefusedException($"{file.PartialPath} can't be made: {e.Message}", e);
        }
    }

    /// <summary>Refuses a place where a file was begun and never finished: what is missing must not be taken for a new beginning.</summary>
    /// <exception cref="StoreRefusedException">There is such a file, and no finished one.</exception>
    public static void RefuseUnfinished(string path)
    {
        if (!File.Exists(path) && new NewFile(path).PartialPath is var partial && File.Exists(partial))
        {
            throw new StoreRefusedException(
                $"{partial} was left by a restore that broke off, and there is no {path}. Delete it and restore again.");
        }
    }

    /// <summary>Brings all of it to the disk and gives it its name.</summary>
    public void Keep()
    {
        using (var stream = new FileStream(PartialPath, FileMode.Open, FileAccess.ReadWrite))
        {
            stream.Flush(flushToDisk: true);
        }
        File.Move(PartialPath, _path);
        _isKept = true;
        FlushDirectory(System.IO.Path.GetDirectoryName(_path)!);
    }

    public void Dispose()
    {
        if (!_isKept)
        {
            foreach (var beside in (string[])["", "-wal", "-shm", "-journal"])
            {
                File.Delete(PartialPath + beside);
            }
        }
    }

    /// <summary>A name is on the disk only once its directory is, and .NET has no call for that. Windows needs none.</summary>
    public static void FlushDirectory(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }
        var directory = NativeOpen(path, 0);
        if (directory >= 0)
        {
            _ = NativeFlush(directory);
            _ = NativeClose(directory);
        }
    }

    [DllImport("libc", EntryPoint = "open")]
    private static extern int NativeOpen([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync")]
    private static extern int NativeFlush(int file);

    [DllImport("libc", EntryPoint = "close")]
    private static extern int NativeClose(int file);
}
