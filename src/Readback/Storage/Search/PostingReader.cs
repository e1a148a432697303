using System.Numerics;

namespace Readback.Storage.Search;

/// <summary>Reads what <see cref="PostingWriter"/> wrote.</summary>
internal static class PostingReader
{
    /// <summary>
    /// A place in a message is a number of so many bits below the message's offset. Twice what content may be long: where a
    /// text would begin before its message does, the number is none of the message before it.
    /// </summary>
    private const int PlaceBits = 13;

    /// <summary>The offsets of the messages in which a gram stands that is kept without places.</summary>
    public static void Messages(PostingForm form, ReadOnlySpan<byte> posting, Action<int> found)
    {
        if (form == PostingForm.Bits)
        {
            for (var at = 0; at < posting.Length; at++)
            {
                for (uint bits = posting[at]; bits != 0; bits &= bits - 1)
                {
                    found(at * 8 + BitOperations.TrailingZeroCount(bits));
                }
            }
            return;
        }
        for (var offset = -1; !posting.IsEmpty;)
        {
            found(offset += (int)Varint.Read(ref posting));
        }
    }

    /// <summary>Where a text would begin of which this gram stands <paramref name="ahead"/> characters from its beginning.</summary>
    public static List<int> Beginnings(ReadOnlySpan<byte> posting, int ahead)
    {
        var beginnings = new List<int>(posting.Length / 2);
        for (var (offset, place) = (-1, 0); !posting.IsEmpty;)
        {
            var step = (int)Varint.Read(ref posting);
            if ((step & 1) != 0)
            {
                offset += step >> 1;
                place = (int)Varint.Read(ref posting);
            }
            else
            {
                place += step >> 1;
            }
            beginnings.Add((offset << PlaceBits) + place - ahead);
        }
        return beginnings;
    }

    public static int MessageOf(int beginning) => beginning >> PlaceBits;

    /// <summary>What stands in both of two rising lists.</summary>
    public static List<int> Common(List<int> some, List<int> others)
    {
        var common = new List<int>(Math.Min(some.Count, others.Count));
        for (var (one, other) = (0, 0); one < some.Count && other < others.Count;)
        {
            var difference = some[one].CompareTo(others[other]);
            if (difference == 0)
            {
                common.Add(some[one]);
            }
            one += difference <= 0 ? 1 : 0;
            other += difference >= 0 ? 1 : 0;
        }
        return common;
    }
}
