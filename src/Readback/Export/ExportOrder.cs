using Readback.Chat;
using Readback.Http;

namespace Readback.Export;

/// <summary>What somebody wants exported: parameters of a request, or options of a command.</summary>
/// <param name="From">The first moment, included, by the filter's rule on dates; without a zone, <paramref name="Zone"/> is meant.</param>
/// <param name="To">The last moment, included.</param>
/// <param name="Zone">An IANA name.</param>
/// <param name="Position">A position of the log.</param>
/// <param name="Format">One of <see cref="ExportFormats.Names"/>.</param>
/// <param name="Language">Of the form: one of <see cref="FormTexts.Languages"/>.</param>
internal readonly record struct ExportParameters(
    string? From, string? To, string? Zone, string? Position, string? Format, string? Language);

/// <summary>The same, understood.</summary>
internal sealed record ExportOrder(DateBounds Dates, ExportZone Zone, long? Position, ExportFormat Format, string Language)
{
    public static Answer<ExportOrder> Read(ExportParameters given)
    {
        var zone = ExportZone.Utc;
        if (!string.IsNullOrEmpty(given.Zone) && !ExportZone.TryFind(given.Zone, out zone))
        {
            return ProblemResult.BadRequest($"zone: {ExportZone.Problem}.");
        }
        if (!DateBounds.TryRead("from", given.From, "to", given.To, out var dates, out var problem, zone.Zone))
        {
            return problem;
        }
        long? position = null;
        if (!string.IsNullOrEmpty(given.Position))
        {
            if (!WireId.TryParse(given.Position, out var number))
            {
                return ProblemResult.BadRequest("position: must be a position of the log, in decimal digits.");
            }
            position = number;
        }
        if (!ExportFormats.TryFind(given.Format, out var format))
        {
            return ProblemResult.BadRequest($"format: must be one of {string.Join(", ", ExportFormats.Names)}.");
        }
        var language = string.IsNullOrEmpty(given.Language) ? FormTexts.Default : given.Language;
        return FormTexts.Languages.Contains(language)
            ? new ExportOrder(dates, zone, position, format, language)
            : ProblemResult.BadRequest($"language: must be one of {string.Join(", ", FormTexts.Languages)}.");
    }

    /// <summary>The answer where the log has not come so far.</summary>
    public static ProblemResult NoSuchPosition => ProblemResult.BadRequest("position: the space's log has not come so far.");

    /// <summary>For the record of acts.</summary>
    public string Describe(string space, long position) =>
        $"{space}, {Format.Name}, {Text(Dates.From)} – {Text(Dates.To)}, at position {position}";

    private string Text(DateTimeOffset? date) => date is { } known ? Zone.Iso(known) : "…";
}
