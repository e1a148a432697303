using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Readback.Http;

/// <summary>Dates as the contract writes them: <c>2026-11-23T09:15:02.547Z</c>, UTC, always with milliseconds.</summary>
internal sealed class WireDateConverter : JsonConverter<DateTimeOffset>
{
    /// <summary>With seven digits of a second: .NET writes this format at once, where one of our own is read letter by letter.</summary>
    private const string Format = "O";
    private const int FormatLength = 28;
    private const int Length = 24;

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
    {
        Span<byte> text = stackalloc byte[FormatLength];
        value.UtcDateTime.TryFormat(text, out _, Format, CultureInfo.InvariantCulture);
        text[Length - 1] = (byte)'Z';
        writer.WriteStringValue(text[..Length]);
    }
}
