using System.Text;

namespace Readback.Tests.Fuzz;

/// <summary>Makes inputs: from what is known to be good or bad, by small changes of all kinds, and out of nothing.</summary>
internal sealed class Mutator(Random dice)
{
    private static readonly string[] Troublemakers =
    [
        "", " ", "0", "-1", "1", "2147483647", "2147483648", "9223372036854775807", "9223372036854775808", "00", "1e9", "٣", "１", "NaN", "null", "true",
        "\0", "\u0001", "\u00A0", "\u200B", "\u202E", "\u2028", "\uFEFF", "\uFFFD", "\uFFFF", "\uD83D\uDE00", "ı", "İ", "ß", "ﬀ", "%", "_", "%00", "%2f", "%ED%A0%80", "%",
        "+", ",", ";", "=", "&", "\"", "'", "\\", "/", "..", "../../etc/passwd", "<script>", "' OR '1'='1", "{0}", "${x}", "{{x}}", "\r\nX-Evil: 1",
        "2026-11-23", "2026-02-30", "2026-11-23T24:00", "2026-11-23T09:15:02.547Z", "2026-11-23T09:15:02 03:00", "0001-01-01", "9999-12-31T23:59:59.9999999-23:59",
    ];

    public T Pick<T>(IReadOnlyList<T> from) => from[dice.Next(from.Count)];

    public bool Chance(int percent) => dice.Next(100) < percent;

    /// <summary>A text: one of these as it is, or changed, or something else altogether.</summary>
    public string Text(IReadOnlyList<string> seeds) => dice.Next(10) switch
    {
        < 4 => Pick(seeds),
        < 7 => Changed(Pick(seeds)),
        7 => Pick(Troublemakers),
        8 => string.Concat(Enumerable.Range(0, dice.Next(6)).Select(_ => Pick(Troublemakers))),
        _ => new string((char)dice.Next(1, 0x3000), Length()),
    };

    public byte[] Bytes(IReadOnlyList<byte[]> seeds)
    {
        var bytes = Pick(seeds).ToList();
        for (var changes = dice.Next(4); changes > 0; changes--)
        {
            Change(bytes, () => (byte)dice.Next(256), (value, bit) => (byte)(value ^ (1 << (bit % 8))));
        }
        return [.. bytes];
    }

    /// <summary>The beginning of one and the end of the other.</summary>
    public string Joined(string first, string second) => first[..dice.Next(first.Length + 1)] + second[dice.Next(second.Length + 1)..];

    public string Changed(string text)
    {
        var units = text.ToList();
        for (var changes = dice.Next(1, 4); changes > 0; changes--)
        {
            if (Chance(30))
            {
                units.InsertRange(dice.Next(units.Count + 1), Pick(Troublemakers));
            }
            else
            {
                Change(units, () => (char)(Chance(70) ? dice.Next(' ', '\u007F') : dice.Next(0x10000)), (value, bit) => (char)(value ^ (1 << bit)));
            }
        }
        return new string([.. units]);
    }

    /// <summary>One of what goes wrong on wires and in heads: a bit, a piece lost, doubled or put elsewhere, one made up.</summary>
    private void Change<T>(List<T> values, Func<T> any, Func<T, int, T> flip)
    {
        var at = dice.Next(values.Count + 1);
        var length = Math.Min(dice.Next(1, 9), values.Count - at);
        switch (dice.Next(6))
        {
            case 0 when at < values.Count:
                values[at] = flip(values[at], dice.Next(16));
                break;
            case 1 when length > 0:
                values.RemoveRange(at, length);
                break;
            case 2 when length > 0:
                values.InsertRange(at, [.. Enumerable.Repeat(values.GetRange(at, length), dice.Next(1, 40)).SelectMany(piece => piece)]);
                break;
            case 3 when at < values.Count:
                values.RemoveRange(at, values.Count - at);
                break;
            case 4 when at < values.Count:
                values[at] = any();
                break;
            default:
                values.Insert(at, any());
                break;
        }
    }

    private int Length() => Pick([1, 2, 49, 50, 51, 64, 65, 100, 101, 128, 129, 254, 255, 900, 4000, 4001, 9000]);

    /// <summary>Well-formed UTF-8 of a text that may not be: lone halves of pairs become question marks.</summary>
    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
