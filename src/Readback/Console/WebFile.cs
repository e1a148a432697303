using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Readback.Console;

/// <summary>One file of the console or the element, as it travels inside the assembly; compressed when first asked for.</summary>
internal sealed class WebFile
{
    /// <summary>Below this many bytes compressing is not worth a header.</summary>
    private const int MinCompressedBytes = 1024;

    private readonly byte[] _plain;
    private readonly Lazy<byte[]> _brotli;
    private readonly Lazy<byte[]> _gzip;
    private readonly bool _isText;

    public WebFile(byte[] content, string contentType)
    {
        _plain = content;
        ContentType = contentType;
        _isText = !contentType.StartsWith("image/png", StringComparison.Ordinal) && content.Length >= MinCompressedBytes;
        ETag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 12))}\"");
        _brotli = new(() => Compress(into => new BrotliStream(into, CompressionLevel.SmallestSize)));
        _gzip = new(() => Compress(into => new GZipStream(into, CompressionLevel.SmallestSize)));
    }

    public string ContentType { get; }

    public EntityTagHeaderValue ETag { get; }

    /// <summary>The bytes in the best encoding that the browser says it understands.</summary>
    public (byte[] Bytes, string? Encoding) In(StringValues acceptEncoding)
    {
        if (!_isText || !StringWithQualityHeaderValue.TryParseList(acceptEncoding, out var accepted))
        {
            return (_plain, null);
        }
        return Accepts("br") ? (_brotli.Value, "br") : Accepts("gzip") ? (_gzip.Value, "gzip") : (_plain, null);

        bool Accepts(string encoding) => accepted.Any(value => value.Value == encoding && value.Quality is not 0);
    }

    private byte[] Compress(Func<Stream, Stream> compressor)
    {
        var compressed = new MemoryStream();
        using (var stream = compressor(compressed))
        {
            stream.Write(_plain);
        }
        return compressed.ToArray();
    }
}
