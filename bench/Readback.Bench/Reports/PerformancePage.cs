using static Readback.Bench.Reports.MarkdownTable;

namespace Readback.Bench.Reports;

/// <summary>Writes the measured part of the page on performance, and its pictures; the rest of the page is left alone.</summary>
internal static class PerformancePage
{
    private const string Begin = "<!-- measured: begin -->";
    private const string End = "<!-- measured: end -->";

    /// <summary>In the order of the page.</summary>
    private static readonly (string Scenario, string Title)[] Titles =
    [
        ("send", "Sends"), ("send on PostgreSQL", "Sends on PostgreSQL"), ("inbox", "Pages of an inbox and its counts"),
        ("read", "Marking as read"), ("receipts", "Receipts"), ("filter", "Filters"), ("feed", "The feed"), ("start", "At rest"),
    ];

    /// <param name="results">What was measured.</param>
    /// <param name="docs">The folder with <c>performance.md</c> and <c>images</c>.</param>
    public static void Write(Results results, string docs)
    {
        var page = Path.Combine(docs, "performance.md");
        var text = File.ReadAllText(page);
        var (begin, end) = (text.IndexOf(Begin, StringComparison.Ordinal), text.IndexOf(End, StringComparison.Ordinal));
        if (begin < 0 || end < begin)
        {
            throw new InvalidOperationException($"{page} has no place for what is measured: {Begin} … {End}");
        }
        File.WriteAllText(page, text[..(begin + Begin.Length)] + "\n\n" + Measured(results, Plots.Write(results, Path.Combine(docs, "images"))) + text[end..]);
    }

    private static string Measured(Results results, IReadOnlyList<(string Scenario, string File, string Title)> plots)
    {
        var output = new StringWriter { NewLine = "\n" };
        output.WriteLine($"{results.Machine}. {Cell($"{results.Rounds}")} rounds.");
        output.WriteLine();
        foreach (var line in results.State)
        {
            output.WriteLine($"- {line}");
        }
        output.WriteLine("\n### What was to be reached\n");
        Tables.WritePromises(output, [.. results.Promises.OrderBy(promise => Array.FindIndex(Titles, title => title.Scenario == promise.Scenario))]);
        foreach (var (scenario, title) in Titles)
        {
            var figures = results.Figures.Where(figure => figure.Scenario == scenario).ToList();
            if (figures.Count == 0)
            {
                continue;
            }
            output.WriteLine($"\n### {title}\n");
            foreach (var plot in plots.Where(plot => plot.Scenario == scenario))
            {
                output.WriteLine($"![{plot.Title}](images/{plot.File})\n");
            }
            Tables.WriteFigures(output, figures);
        }
        output.WriteLine();
        return output.ToString();
    }
}
