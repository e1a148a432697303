namespace Readback.Storage.Search;

/// <summary>
/// Where one gram stands, as bytes that grow: rising offsets of messages, each as what it is more than the one before it, and
/// for a placed gram the places in the message behind it.
/// </summary>
internal struct PostingWriter
{
    private byte[]? _bytes;
    private int _length;
    private int _last;
    private int _lastPlace;

    /// <summary>Stands in this message.</summary>
    public void Add(int offset)
    {
        // What is written is how far on the message is, counted from one before the first: the message just noted is no step.
        if (_length == 0 || offset != _last)
        {
            Write(offset - Before);
            _last = offset;
        }
    }

    /// <summary>Stands in this message, and at this place in it; an even number goes on in the same message.</summary>
    public void Add(int offset, int place)
    {
        if (_length != 0 && offset == _last)
        {
            Write(place - _lastPlace << 1);
        }
        else
        {
            Write(offset - Before << 1 | 1);
            Write(place);
            _last = offset;
        }
        _lastPlace = place;
    }

    /// <summary>What is kept: a bit for each message where that is shorter than a list of them.</summary>
    public readonly Posting Finish(bool isPlaced)
    {
        var list = new ReadOnlyMemory<byte>(_bytes, 0, _length);
        if (isPlaced)
        {
            return new Posting(PostingForm.Places, list);
        }
        var bits = new byte[_last / 8 + 1];
        if (bits.Length >= _length)
        {
            return new Posting(PostingForm.Messages, list);
        }
        PostingReader.Messages(PostingForm.Messages, list.Span, offset => bits[offset / 8] |= (byte)(1 << offset % 8));
        return new Posting(PostingForm.Bits, bits);
    }

    private readonly int Before => _length == 0 ? -1 : _last;

    private void Write(int value)
    {
        if (_bytes is null || _length + Varint.Longest > _bytes.Length)
        {
            Array.Resize(ref _bytes, 2 * (_length + Varint.Longest));
        }
        if (value <= Varint.MostInOne)
        {
            _bytes[_length++] = (byte)value;
        }
        else
        {
            _length += Varint.Write(_bytes.AsSpan(_length), value);
        }
    }
}

/// <summary>Where one gram stands in a segment.</summary>
internal readonly record struct Posting(PostingForm Form, ReadOnlyMemory<byte> Bytes);

/// <summary>How a posting is written; the number stands in the database.</summary>
internal enum PostingForm : byte
{
    /// <summary>A list of messages.</summary>
    Messages = 0,

    /// <summary>A bit for each message.</summary>
    Bits = 1,

    /// <summary>A list of messages with places.</summary>
    Places = 2,
}
