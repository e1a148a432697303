using System.Text;

namespace Readback.Tests.Faults.Disk;

/// <summary>
/// Plays a journal, and tells what would be left if the power went now: what was flushed is there; of what was written
/// since, as much as one likes. Names are flushed with their directory alone, which is the least that a system promises.
/// </summary>
internal sealed class PowerlessDisk
{
    private readonly Dictionary<int, SimulatedFile> _files = [];
    private readonly Dictionary<string, SimulatedFile> _names = [];
    private readonly List<(string Name, SimulatedFile? File)> _pendingNames = [];
    private readonly Dictionary<long, int> _directoryFlushes = [];
    private int _settledNames;

    /// <param name="directory">What was there before the first entry; all of it is on the disk.</param>
    public PowerlessDisk(string directory)
    {
        foreach (var path in System.IO.Directory.Exists(directory) ? System.IO.Directory.GetFiles(directory) : [])
        {
            if (!path.EndsWith("-shm", StringComparison.Ordinal))
            {
                _names.Add(Path.GetFileName(path), new SimulatedFile(File.ReadAllBytes(path)));
            }
        }
    }

    public void Play(JournalEntry entry)
    {
        switch (entry.What)
        {
            case 'O':
                _files[entry.File] = Find(Name(entry));
                break;
            case 'C':
                _files[entry.File] = new SimulatedFile([]);
                _pendingNames.Add((Name(entry), _files[entry.File]));
                break;
            case 'U':
                _pendingNames.Add((Name(entry), null));
                break;
            case 'S' when entry.File < 0:
                _directoryFlushes.Add(entry.First, _settledNames + _pendingNames.Count);
                break;
            case 'E' when entry.File < 0:
                SettleNames(_directoryFlushes[entry.First] - _settledNames);
                break;
            default:
                _files[entry.File].Play(entry);
                break;
        }
    }

    /// <summary>Writes what is left to a directory, in place of what is in it.</summary>
    public void CutTo(string directory, Random random, Loss loss)
    {
        if (System.IO.Directory.Exists(directory))
        {
            System.IO.Directory.Delete(directory, recursive: true);
        }
        System.IO.Directory.CreateDirectory(directory);
        var names = new Dictionary<string, SimulatedFile>(_names);
        // A file system keeps its own journal in order: of what was done to names it has the beginning.
        var kept = loss switch { Loss.All => 0, Loss.Nothing => _pendingNames.Count, _ => random.Next(_pendingNames.Count + 1) };
        _pendingNames.Take(kept).ToList().ForEach(pending => Settle(names, pending));
        foreach (var (name, file) in names)
        {
            File.WriteAllBytes(Path.Combine(directory, name), file.After(random, loss));
        }
    }

    private SimulatedFile Find(string name)
    {
        var names = new Dictionary<string, SimulatedFile>(_names);
        _pendingNames.ForEach(pending => Settle(names, pending));
        return names[name];
    }

    private void SettleNames(int count)
    {
        for (; count > 0; count--, _settledNames++)
        {
            Settle(_names, _pendingNames[0]);
            _pendingNames.RemoveAt(0);
        }
    }

    private static void Settle(Dictionary<string, SimulatedFile> names, (string Name, SimulatedFile? File) pending)
    {
        if (pending.File is null)
        {
            names.Remove(pending.Name);
        }
        else
        {
            names[pending.Name] = pending.File;
        }
    }

    private static string Name(JournalEntry entry) => Encoding.UTF8.GetString(entry.Bytes.Span);
}

/// <summary>What becomes of that which was written and not flushed.</summary>
internal enum Loss
{
    /// <summary>All of it is lost.</summary>
    All,

    /// <summary>Some writes are there, and others are not, in no order.</summary>
    Some,

    /// <summary>The same with single sectors of 512 bytes: writes are torn.</summary>
    Torn,

    /// <summary>All of it is there, as after a crash of the process.</summary>
    Nothing,
}
