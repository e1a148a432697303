namespace Readback.Storage.Search;

/// <summary>Numbers from 0 on in as few bytes as they need, seven bits a byte, the lowest first.</summary>
internal static class Varint
{
    /// <summary>What any <see cref="long"/> from 0 on needs at most, in bytes.</summary>
    public const int Longest = 9;

    /// <summary>The largest number that one byte holds.</summary>
    public const int MostInOne = More - 1;

    private const int Bits = 7;
    private const byte More = 1 << Bits;

    /// <summary>Returns how many bytes it took.</summary>
    public static int Write(Span<byte> bytes, long value)
    {
        var length = 0;
        for (; value >= More; value >>= Bits)
        {
            bytes[length++] = (byte)(value | More);
        }
        bytes[length++] = (byte)value;
        return length;
    }

    /// <summary>Takes a number from the beginning.</summary>
    public static long Read(ref ReadOnlySpan<byte> bytes)
    {
        var value = 0L;
        for (var (at, shift) = (0, 0); ; at++, shift += Bits)
        {
            var next = bytes[at];
            value |= (long)(next & (More - 1)) << shift;
            if (next < More)
            {
                bytes = bytes[(at + 1)..];
                return value;
            }
        }
    }
}
