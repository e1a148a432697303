using Microsoft.AspNetCore.Mvc;

namespace Readback.Chat.Filters;

/// <summary>What a filter asks for; an empty parameter is one not given.</summary>
internal sealed class FilterQuery
{
    /// <summary>The longest <c>content</c>, in UTF-16 units.</summary>
    public const int MaxContentLength = 4000;

    /// <summary>The longest <c>from</c>, in UTF-16 units.</summary>
    public const int MaxFromLength = 50;

    /// <summary>Text to find, up to 4000 characters; case ignored, and i, I, ı, İ count as one letter.</summary>
    [FromQuery(Name = "content")]
    public string? Content { get; init; }

    /// <summary>The sender's whole username, up to 50 characters, case ignored the same way.</summary>
    [FromQuery(Name = "from")]
    public string? From { get; init; }

    /// <summary>The earliest date, included: ISO 8601; UTC unless it names a zone; a bare date means from its start.</summary>
    [FromQuery(Name = "onDateSt")]
    public string? OnDateSt { get; init; }

    /// <summary>The latest date, included: ISO 8601; UTC unless it names a zone; a bare date means to its end.</summary>
    [FromQuery(Name = "offDateEn")]
    public string? OffDateEn { get; init; }
}
