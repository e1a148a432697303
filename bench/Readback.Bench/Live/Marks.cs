using System.Globalization;

namespace Readback.Bench.Live;

/// <summary>
/// Finds the numbers of messages in what a stream brings: each text carries one as <c>@12@</c>. It looks at nothing else,
/// whatever the framing, and a number may come in two pieces.
/// </summary>
internal sealed class Marks(Action<int> found)
{
    private const byte Sign = (byte)'@';

    private int _number;
    private int _digits = -1;

    public static string Text(int number) => string.Create(CultureInfo.InvariantCulture, $"@{number}@");

    public void Scan(ReadOnlySpan<byte> bytes)
    {
        for (var i = 0; i < bytes.Length; i++)
        {
            if (_digits < 0)
            {
                var next = bytes[i..].IndexOf(Sign);
                if (next < 0)
                {
                    return;
                }
                i += next;
                (_number, _digits) = (0, 0);
            }
            else
            {
                Take(bytes[i]);
            }
        }
    }

    private void Take(byte one)
    {
        if (char.IsAsciiDigit((char)one))
        {
            (_number, _digits) = (_number * 10 + (one - '0'), _digits + 1);
            return;
        }
        if (one == Sign && _digits > 0)
        {
            found(_number);
        }
        // A sign without digits may have been a byte of a frame's header; this one may be the right one.
        _digits = one == Sign && _digits == 0 ? 0 : -1;
    }
}
