using System.Buffers.Binary;

namespace Readback.Tests.Faults.Disk;

/// <summary>What the shim noted, in the order in which it happened.</summary>
internal static class DiskJournal
{
    private const int HeadBytes = 36;

    public static List<JournalEntry> Read(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var entries = new List<JournalEntry>();
        // What the process was killed over is not there in full: it had not returned.
        for (var at = 0; at + HeadBytes <= bytes.Length;)
        {
            var head = bytes.AsSpan(at, HeadBytes);
            var length = BinaryPrimitives.ReadInt32LittleEndian(head[32..]);
            if (at + HeadBytes + length > bytes.Length)
            {
                break;
            }
            entries.Add(new JournalEntry(
                (char)BinaryPrimitives.ReadInt32LittleEndian(head), BinaryPrimitives.ReadInt32LittleEndian(head[4..]),
                BinaryPrimitives.ReadInt64LittleEndian(head[8..]), BinaryPrimitives.ReadInt64LittleEndian(head[16..]),
                BinaryPrimitives.ReadInt64LittleEndian(head[24..]), bytes.AsMemory(at + HeadBytes, length)));
            at += HeadBytes + length;
        }
        return entries;
    }
}

/// <summary>One change.</summary>
/// <param name="What">
/// <c>C</c> a file was made, <c>O</c> one that was there was opened, <c>W</c> written to (offset, length), <c>T</c> cut or grown to a
/// size, <c>U</c> a name was removed, <c>S</c> and <c>E</c> the beginning and the success of a flush (its number).
/// </param>
/// <param name="File">Which file; -1 is the directory itself.</param>
/// <param name="First">An offset, a size, or a flush's number.</param>
/// <param name="Second">A length.</param>
/// <param name="Time">When, in ticks of the machine's own clock: <see cref="System.Diagnostics.Stopwatch.GetTimestamp"/>.</param>
/// <param name="Bytes">What was written, or the name.</param>
internal readonly record struct JournalEntry(char What, int File, long First, long Second, long Time, ReadOnlyMemory<byte> Bytes);
