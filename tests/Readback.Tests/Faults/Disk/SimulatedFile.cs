namespace Readback.Tests.Faults.Disk;

/// <summary>A file as it is on the disk, and what was done to it that need not be there yet.</summary>
internal sealed class SimulatedFile(byte[] content)
{
    private const int SectorBytes = 512;

    private readonly List<JournalEntry> _pending = [];
    private readonly Dictionary<long, int> _flushes = [];
    private readonly Bytes _durable = new(content);
    private int _settled;

    public void Play(JournalEntry entry)
    {
        switch (entry.What)
        {
            case 'W' or 'T':
                _pending.Add(entry);
                break;
            case 'S':
                _flushes.Add(entry.First, _settled + _pending.Count);
                break;
            case 'E':
                // What was done before it began; a later flush may have settled that already.
                var count = Math.Max(0, _flushes[entry.First] - _settled);
                _pending.Take(count).ToList().ForEach(_durable.Apply);
                _pending.RemoveRange(0, count);
                _settled += count;
                break;
            default:
                throw new InvalidDataException($"{entry.What} is nothing that happens to a file.");
        }
    }

    public byte[] After(Random random, Loss loss)
    {
        var left = new Bytes(_durable.ToArray());
        foreach (var entry in _pending)
        {
            if (loss == Loss.Nothing || (loss == Loss.Some && random.Next(2) == 0) || (loss == Loss.Torn && entry.What == 'T' && random.Next(2) == 0))
            {
                left.Apply(entry);
            }
            else if (loss == Loss.Torn && entry.What == 'W')
            {
                Sectors(entry).Where(_ => random.Next(2) == 0).ToList().ForEach(left.Apply);
            }
        }
        return left.ToArray();
    }

    /// <summary>A write in the parts in which a disk does it.</summary>
    private static IEnumerable<JournalEntry> Sectors(JournalEntry write)
    {
        for (var at = 0; at < write.Bytes.Length;)
        {
            var length = (int)Math.Min(write.Bytes.Length - at, SectorBytes - ((write.First + at) % SectorBytes));
            yield return write with { First = write.First + at, Second = length, Bytes = write.Bytes.Slice(at, length) };
            at += length;
        }
    }

    private sealed class Bytes(byte[] content)
    {
        private byte[] _bytes = content;
        private int _length = content.Length;

        public void Apply(JournalEntry entry)
        {
            if (entry.What == 'T')
            {
                Resize((int)entry.First);
                return;
            }
            Resize(Math.Max(_length, (int)entry.First + entry.Bytes.Length));
            entry.Bytes.Span.CopyTo(_bytes.AsSpan((int)entry.First));
        }

        public byte[] ToArray() => _bytes.AsSpan(0, _length).ToArray();

        private void Resize(int length)
        {
            if (length > _bytes.Length)
            {
                Array.Resize(ref _bytes, Math.Max(length, _bytes.Length * 2));
            }
            if (length < _length)
            {
                _bytes.AsSpan(length, _length - length).Clear();
            }
            _length = length;
        }
    }
}
