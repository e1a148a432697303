using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace Readback.Http;

/// <summary>A form's fields, as long as it is not disposed of.</summary>
internal sealed class Form : IDisposable
{
    private readonly IFormCollection? _parts;
    private readonly int _length;
    private char[] _text = [];

    /// <summary>A form that the framework has read.</summary>
    public Form(IFormCollection parts) => _parts = parts;

    /// <summary>
    /// An urlencoded form in UTF-8. It is written as a query is, and its values are looked at where they stand: ten thousand ids
    /// are two hundred kilobytes, which are better not copied for the collector.
    /// </summary>
    public Form(ReadOnlySequence<byte> urlencoded)
    {
        _text = ArrayPool<char>.Shared.Rent((int)urlencoded.Length + 1);
        // Where a query begins; a question mark in the form is a part of the first name.
        _text[0] = '?';
        _length = Encoding.UTF8.GetChars(urlencoded, _text.AsSpan(1)) + 1;
    }

    /// <summary>All values of a field, in the order of the form.</summary>
    public List<ReadOnlyMemory<char>> Values(string name)
    {
        if (_parts is not null)
        {
            return [.. _parts[name].Select(value => value.AsMemory())];
        }
        var values = new List<ReadOnlyMemory<char>>();
        foreach (var pair in new QueryStringEnumerable(_text.AsMemory(0, _length)))
        {
            if (pair.DecodeName().Span.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                // Decoding copies a long value even where there is nothing to decode.
                values.Add(pair.EncodedValue.Span.ContainsAny('%', '+') ? pair.DecodeValue() : pair.EncodedValue);
            }
        }
        return values;
    }

    public void Dispose()
    {
        if (_text.Length > 0)
        {
            // A password may be in it.
            ArrayPool<char>.Shared.Return(_text, clearArray: true);
            _text = [];
        }
    }
}
