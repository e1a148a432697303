using System.Globalization;
using System.Text;

namespace Readback.Client.Feed;

/// <summary>An event as it stood on the wire.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Id">Its position of the log, if it is part of it.</param>
/// <param name="Data">JSON.</param>
internal sealed record StreamEvent(string Name, long? Id, string Data);

/// <summary>
/// Reads server-sent events (HTML standard, 9.2) off a connection. What is cut off in the middle of an event is no event.
/// </summary>
/// <param name="read">Reads on, into a buffer; 0 at the end.</param>
internal sealed class EventStreamReader(Func<Memory<byte>, CancellationToken, ValueTask<int>> read)
{
    /// <summary>One line. The longest that a server tells is the names of all who are online.</summary>
    private const int MaxLineBytes = 16 * 1024 * 1024;

    private const int FirstBufferBytes = 16 * 1024;

    private byte[] _buffer = new byte[FirstBufferBytes];
    private int _start;
    private int _end;

    /// <summary>How long the server asked to wait before coming again, if it did.</summary>
    public TimeSpan? ComeAgain { get; private set; }

    /// <summary>The next event; nothing at the end.</summary>
    public async ValueTask<StreamEvent?> Next(CancellationToken cancellation)
    {
        var (name, id, data) = ("message", (long?)null, (StringBuilder?)null);
        while (await Line(cancellation).ConfigureAwait(false) is { } line)
        {
            if (line.Length == 0)
            {
                if (data is not null)
                {
                    return new StreamEvent(name, id, data.ToString());
                }
                (name, id) = ("message", null);
                continue;
            }
            switch (Field(line))
            {
                case ("event", var value): name = value; break;
                case ("id", var value): id = Number(value); break;
                case ("data", var value): data = data is null ? new StringBuilder(value) : data.Append('\n').Append(value); break;
                case ("retry", var value): ComeAgain = Number(value) is { } wait and <= int.MaxValue ? TimeSpan.FromMilliseconds(wait) : ComeAgain; break;
            }
        }
        return null;
    }

    /// <summary>A comment is a field without a name.</summary>
    private static (string Name, string Value) Field(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
        {
            return (line, "");
        }
        var value = line.AsSpan(colon + 1);
        return (line[..colon], value.StartsWith(" ") ? value[1..].ToString() : value.ToString());
    }

    private static long? Number(string digits) =>
        long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private async ValueTask<string?> Line(CancellationToken cancellation)
    {
        for (var looked = 0; ;)
        {
            var newline = _buffer.AsSpan(_start + looked, _end - _start - looked).IndexOf((byte)'\n');
            if (newline >= 0)
            {
                var line = _buffer.AsSpan(_start, looked + newline);
                _start += line.Length + 1;
                return Encoding.UTF8.GetString(line.EndsWith("\r"u8) ? line[..^1] : line);
            }
            looked = _end - _start;
            MakeRoom();
            var count = await read(_buffer.AsMemory(_end), cancellation).ConfigureAwait(false);
            if (count == 0)
            {
                return null;
            }
            _end += count;
        }
    }

    private void MakeRoom()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }
        if (_end < _buffer.Length)
        {
            return;
        }
        if (_buffer.Length >= MaxLineBytes)
        {
            throw new ReadbackException(null, $"The feed tells something longer than {MaxLineBytes} bytes.");
        }
        Array.Resize(ref _buffer, _buffer.Length * 2);
    }
}
