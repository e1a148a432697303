using System.Text;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Readback.Text;

namespace Readback.Bench.Parts;

/// <summary>From a body's bytes to the text that was meant; the yardstick is decoding UTF-8 alone.</summary>
public class BodyBenchmarks
{
    private const string Line = "İSTASYON 2: basınç DÜŞÜYOR, vana AÇIK mı? IŞIK yanıyor, teyit et";

    private readonly byte[] _text = Encoding.UTF8.GetBytes(Line);
    private readonly byte[] _json = JsonSerializer.SerializeToUtf8Bytes(Line);
    private readonly byte[] _wide = Encoding.Unicode.GetBytes(Line);

    [Benchmark(Baseline = true)]
    public string Utf8_alone() => Encoding.UTF8.GetString(_text);

    [Benchmark]
    public string? Text() => BodyDecoding.Decode(_text, "text/plain").Text;

    [Benchmark]
    public string? Text_with_charset() => BodyDecoding.Decode(_text, "text/plain; charset=utf-8").Text;

    [Benchmark]
    public string? Text_in_utf16() => BodyDecoding.Decode(_wide, "text/plain; charset=utf-16le").Text;

    [Benchmark]
    public string? Json() => BodyDecoding.Decode(_json, "application/json").Text;
}
