using System.Buffers.Text;

namespace Readback.Bench.Load;

/// <summary>A body that comes in chunks (RFC 9112, section 7.1), joined where it lies.</summary>
internal static class Chunks
{
    /// <summary>
    /// Moves the chunks together at the start of the body and returns its length; <c>null</c>, with nothing moved, where it
    /// is not all there.
    /// </summary>
    public static int? TryJoin(byte[] buffer, int start, int end)
    {
        if (!buffer.AsSpan(start, end - start).EndsWith("0\r\n\r\n"u8) || !IsWhole(buffer.AsSpan(start, end - start)))
        {
            return null;
        }
        var (from, to) = (start, start);
        while (Next(buffer.AsSpan(from, end - from), out var head) is > 0 and var size)
        {
            buffer.AsSpan(from + head, size).CopyTo(buffer.AsSpan(to));
            to += size;
            from += head + size + 2;
        }
        return to - start;
    }

    private static bool IsWhole(ReadOnlySpan<byte> body)
    {
        while (Next(body, out var head) is { } size)
        {
            var chunk = head + size + 2;
            if (size == 0 || chunk > body.Length)
            {
                return size == 0 && chunk <= body.Length;
            }
            body = body[chunk..];
        }
        return false;
    }

    /// <summary>The size of the chunk that begins here, and how long the line is that says it.</summary>
    private static int? Next(ReadOnlySpan<byte> body, out int head)
    {
        head = body.IndexOf("\r\n"u8) + 2;
        return head > 2 && Utf8Parser.TryParse(body, out int size, out _, 'x') ? size : null;
    }
}
