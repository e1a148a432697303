using Microsoft.AspNetCore.Mvc;

namespace Readback.Export;

/// <summary>The parameters of an export in a request.</summary>
/// <param name="From">The earliest date.</param>
/// <param name="To">The latest date.</param>
/// <param name="Zone">The time zone.</param>
/// <param name="Position">The position of the log.</param>
/// <param name="Format">How it is written.</param>
/// <param name="Language">The form's language.</param>
internal readonly record struct ExportQuery(
    [FromQuery(Name = "from")] string? From, [FromQuery(Name = "to")] string? To, [FromQuery(Name = "zone")] string? Zone,
    [FromQuery(Name = "position")] string? Position, [FromQuery(Name = "format")] string? Format,
    [FromQuery(Name = "language")] string? Language)
{
    public ExportParameters Parameters => new(From, To, Zone, Position, Format, Language);
}
