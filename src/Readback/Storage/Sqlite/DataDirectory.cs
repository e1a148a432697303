namespace Readback.Storage.Sqlite;

/// <summary>A data directory, held by this process alone until disposed.</summary>
internal sealed class DataDirectory : IDisposable
{
    public const string DatabaseName = "readback.db";
    public const string LockName = "readback.lock";

    private readonly FileStream _lock;

    private DataDirectory(string path, FileStream @lock)
    {
        Path = path;
        _lock = @lock;
    }

    public string Path { get; }

    public string DatabasePath => System.IO.Path.Combine(Path, DatabaseName);

    /// <summary>The write-ahead log beside it.</summary>
    public string LogPath => DatabasePath + "-wal";

    /// <summary>Makes the directory where it is missing (for its owner's eyes only) and takes it.</summary>
    /// <exception cref="StoreRefusedException">Another process has it, or it can't be made or written to.</exception>
    public static DataDirectory Take(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        try
        {
            if (!System.IO.Directory.Exists(full))
            {
                MakePrivate(full);
                NewFile.FlushDirectory(System.IO.Path.GetDirectoryName(full)!);
            }
            var handle = new FileStream(
                System.IO.Path.Combine(full, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return new DataDirectory(full, handle);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new StoreRefusedException($"The data directory {full} can't be written to: {e.Message}", e);
        }
        catch (IOException e) when (File.Exists(System.IO.Path.Combine(full, LockName)))
        {
            throw new StoreRefusedException(
                $"The data directory {full} is in use by another Readback process. One process at a time may have it: "
                + "stop that one first (a running server is administered over its HTTP API).", e);
        }
        catch (IOException e)
        {
            throw new StoreRefusedException($"The data directory {full} can't be made: {e.Message}", e);
        }
    }

    public void Dispose() => _lock.Dispose();

    private static void MakePrivate(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            System.IO.Directory.CreateDirectory(path);
        }
        else
        {
            System.IO.Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
