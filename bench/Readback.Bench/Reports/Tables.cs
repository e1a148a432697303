using static Readback.Bench.Reports.MarkdownTable;

namespace Readback.Bench.Reports;

/// <summary>Figures and promises as tables, the same on a terminal and in the page on performance.</summary>
internal static class Tables
{
    private const double BytesPerKiB = 1024;

    public static void WritePromises(TextWriter output, IReadOnlyList<Promise> promises) => Write(
        output, ["work", " size", "measured", "wanted", " beside", " verdict"],
        promises.Select(promise => new[]
        {
            promise.Work, promise.Size, promise.Measured.ToString(), promise.Wanted, promise.Beside, promise.Verdict,
        }));

    /// <summary>Columns that no line has anything to say in are left out.</summary>
    public static void WriteFigures(TextWriter output, IReadOnlyList<Figure> figures)
    {
        (string Head, Func<Figure, string> Cell)[] columns =
        [
            ("work", figure => figure.IsLimit ? $"*{figure.Work}*" : figure.Work),
            (" size", figure => figure.Size),
            ("clients", figure => Cell($"{figure.Clients}")),
            ("a second", figure => figure.PerSecond.ToString()),
            ("until quiet", figure => figure.Settled?.ToString() ?? ""),
            ("÷ limit", figure => figure.ToLimit is { } ratio ? Cell($"{ratio.Median:F2}") : ""),
            ("p50 ms", figure => Spread.Number(figure.P50)),
            ("p99 ms", figure => Spread.Number(figure.P99)),
            ("p99.9 ms", figure => Spread.Number(figure.P999)),
            ("CPU µs", figure => figure.ServerMicroseconds?.ToString() ?? ""),
            ("load CPU µs", figure => Spread.Number(figure.OwnMicroseconds)),
            ("KiB allocated", figure => figure.AllocatedBytes is { } bytes ? Cell($"{bytes / BytesPerKiB:F1}") : ""),
            ("RSS MiB", figure => figure.ResidentMiB is { } resident ? Cell($"{resident:N0}") : ""),
            ("503s", figure => figure.Refused == 0 ? "" : Cell($"{figure.Refused}")),
        ];
        var used = columns.Where(column => figures.Any(figure => column.Cell(figure) is not ("" or "-"))).ToArray();
        Write(output, [.. used.Select(column => column.Head)], figures.Select(figure => used.Select(column => column.Cell(figure)).ToArray()));
    }
}
