using System.Text;

namespace Readback.Bench.Live;

/// <summary>Counts the events of one stream by their names.</summary>
internal sealed class EventNames
{
    private const int MaxNameBytes = 32;

    private static ReadOnlySpan<byte> Field => "event: "u8;

    private readonly Dictionary<string, int> _counts = [];
    private readonly byte[] _line = new byte[MaxNameBytes];
    private int _length;

    public int Of(string name)
    {
        lock (_counts)
        {
            return _counts.GetValueOrDefault(name);
        }
    }

    public void Scan(ReadOnlySpan<byte> bytes)
    {
        for (int end; (end = bytes.IndexOf((byte)'\n')) >= 0; bytes = bytes[(end + 1)..])
        {
            Keep(bytes[..end]);
            Count(_line.AsSpan(0, _length));
            _length = 0;
        }
        Keep(bytes);
    }

    /// <summary>Only a line's beginning matters.</summary>
    private void Keep(ReadOnlySpan<byte> bytes)
    {
        var part = bytes[..Math.Min(bytes.Length, MaxNameBytes - _length)];
        part.CopyTo(_line.AsSpan(_length));
        _length += part.Length;
    }

    private void Count(ReadOnlySpan<byte> line)
    {
        if (line.StartsWith(Field))
        {
            var name = Encoding.ASCII.GetString(line[Field.Length..]);
            lock (_counts)
            {
                _counts[name] = _counts.GetValueOrDefault(name) + 1;
            }
        }
    }
}
