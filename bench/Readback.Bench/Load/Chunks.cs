namespace Readback.Bench.Load;

/// <summary>Takes the frames of a chunked body away, byte by byte where it must: a chunk may come in any pieces.</summary>
internal sealed class Chunks(Action<ReadOnlySpan<byte>> body)
{
    private int _left;
    private int _size;
    private bool _hasSize;
    private bool _isLast;

    /// <summary>Whether the last chunk, the empty one, and the line after it have come.</summary>
    public bool HasEnded { get; private set; }

    public void Take(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            if (_left > 0)
            {
                var part = bytes[..Math.Min(_left, bytes.Length)];
                body(part);
                _left -= part.Length;
                bytes = bytes[part.Length..];
            }
            else
            {
                TakeFrame((char)bytes[0]);
                bytes = bytes[1..];
            }
        }
    }

    private void TakeFrame(char one)
    {
        if (char.IsAsciiHexDigit(one))
        {
            (_size, _hasSize) = (_size * 16 + HexValue(one), true);
        }
        else if (one == '\n' && _hasSize)
        {
            (_isLast, _left, _size, _hasSize) = (_size == 0, _size, 0, false);
        }
        else if (one == '\n' && _isLast)
        {
            HasEnded = true;
        }
    }

    private static int HexValue(char digit) => char.IsAsciiDigit(digit) ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
