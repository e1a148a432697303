using System.Diagnostics.CodeAnalysis;

namespace Readback.Export;

/// <summary>A way in which an export can be written.</summary>
/// <param name="Name">What it is called in a request.</param>
/// <param name="Ending">What its files' names end in.</param>
/// <param name="MediaType">What it is to HTTP.</param>
/// <param name="Begin">One that begins at the beginning.</param>
internal sealed record ExportFormat(string Name, string Ending, string MediaType, Func<ExportOrder, IExportFormat> Begin);

internal static class ExportFormats
{
    private const string CsvType = "text/csv; charset=utf-8; header=present";

    public static IReadOnlyList<ExportFormat> All { get; } =
    [
        new("jsonl", ".jsonl", "application/jsonl; charset=utf-8", _ => new JsonLines()),
        new("csv", ".csv", CsvType, _ => new Csv(',', isOfReceipts: false)),
        new("csv-receipts", ".receipts.csv", CsvType, _ => new Csv(',', isOfReceipts: true)),
        // Spreadsheets in countries that write a comma in numbers expect a semicolon between cells.
        new("csv-semicolon", ".csv", CsvType, _ => new Csv(';', isOfReceipts: false)),
        new("csv-semicolon-receipts", ".receipts.csv", CsvType, _ => new Csv(';', isOfReceipts: true)),
        new("html", ".html", "text/html; charset=utf-8", order => new HtmlForm(FormTexts.Of(order.Language))),
    ];

    public static IReadOnlyList<string> Names { get; } = [.. All.Select(format => format.Name)];

    /// <summary>The first one where nothing is said.</summary>
    public static bool TryFind(string? name, [NotNullWhen(true)] out ExportFormat? format)
    {
        format = string.IsNullOrEmpty(name) ? All[0] : All.FirstOrDefault(each => each.Name == name);
        return format is not null;
    }
}
