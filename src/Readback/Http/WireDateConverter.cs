using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Readback.Http;

/// <summary>Dates as the contract writes them: <c>2026-11-23T09:15:02.547Z</c>, UTC, always with milliseconds.</summary>
internal sealed class WireDateConverter : JsonConverter<DateTimeOffset>
{
    /// <summary>How long each is.</summary>
    public const int Length = 24;

    /// <summary>With seven digits of a second: .NET writes this format at once, where one of our own is read letter by letter.</summary>
    private const string Longer = "O";
    private const int LongerLength = 28;

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
    {
        Span<byte> text = stackalloc byte[Length];
        Format(value, text);
        writer.WriteStringValue(text);
    }

    /// <summary>Writes a date into <see cref="Length"/> bytes.</summary>
    public static void Format(DateTimeOffset value, Span<byte> text)
    {
        Span<byte> longer = stackalloc byte[LongerLength];
        value.UtcDateTime.TryFormat(longer, out _, Longer, CultureInfo.InvariantCulture);
        longer[..(Length - 1)].CopyTo(text);
        text[Length - 1] = (byte)'Z';
    }
}
