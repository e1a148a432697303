using System.Globalization;

namespace Readback.Client;

/// <summary>Which messages of a space fit. What is not given does not matter.</summary>
public sealed record MessageFilter
{
    /// <summary>A part of the text, up to 4000 UTF-16 units; case is ignored, and i, I, ı and İ count as one letter.</summary>
    public string? Content { get; init; }

    /// <summary>The sender's whole username, case ignored; up to 50 characters.</summary>
    public string? From { get; init; }

    /// <summary>The earliest date, itself included.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>The latest date, itself included; not before <see cref="Since"/>.</summary>
    public DateTimeOffset? Until { get; init; }

    internal IEnumerable<(string Name, string Value)> Parameters() =>
        from parameter in new (string Name, string? Value)[]
        {
            ("content", Content), ("from", From), ("onDateSt", Iso(Since)), ("offDateEn", Iso(Until)),
        }
        where !string.IsNullOrEmpty(parameter.Value)
        select (parameter.Name, parameter.Value);

    private static string? Iso(DateTimeOffset? date) =>
        date?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
