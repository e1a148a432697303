namespace Readback.Storage;

/// <summary>
/// A value as it is bound to a statement, and as a table holds it: a whole number, a text, bytes, or nothing. Dates are
/// milliseconds since 1970, truth is 0 and 1. It is no object: ten thousand messages that are read at once are a hundred thousand values.
/// </summary>
internal readonly record struct DbValue
{
    private static readonly object Whole = new();

    private readonly object? _kindOrContent;
    private readonly long _number;

    private DbValue(object? kindOrContent, long number = 0) => (_kindOrContent, _number) = (kindOrContent, number);

    public bool IsNull => _kindOrContent is null;

    /// <summary>The whole number; 0 where it is none.</summary>
    public long Number => _number;

    /// <summary>The text; <c>null</c> where it is none.</summary>
    public string? Text => _kindOrContent as string;

    /// <summary>The bytes; <c>null</c> where it is none.</summary>
    public byte[]? Bytes => _kindOrContent as byte[];

    public static implicit operator DbValue(long number) => new(Whole, number);

    public static implicit operator DbValue(long? number) => number is { } given ? given : default(DbValue);

    public static implicit operator DbValue(bool truth) => truth ? 1L : 0L;

    public static implicit operator DbValue(DateTimeOffset date) => date.ToUnixTimeMilliseconds();

    public static implicit operator DbValue(DateTimeOffset? date) => date is { } given ? given : default(DbValue);

    public static implicit operator DbValue(string? text) => new(text);

    public static implicit operator DbValue(byte[]? bytes) => new(bytes);
}
