using System.Globalization;

namespace Readback.Bench.Reports;

/// <summary>Rows as a table that reads well on a terminal and in a page.</summary>
internal static class MarkdownTable
{
    public static void Write(TextWriter output, string sizeName, IReadOnlyList<Row> rows)
    {
        var writes = rows.Any(row => row.FlushesPerSecond is not null);
        string[] heads =
        [
            "request", sizeName, "clients", "req/s", "p50 ms", "p99 ms", "no-op req/s", "÷ no-op",
            .. writes ? (string[])["fsync/s", "÷ fsync"] : [], "CPU µs/req", "RSS MiB", "503s",
        ];
        Write(output, heads, rows.Select(row => Cells(row, writes)));
    }

    /// <summary>Any table; the first column is of words, all others are of figures.</summary>
    public static void Write(TextWriter output, string[] heads, IEnumerable<string[]> rows)
    {
        List<string[]> lines = [heads, .. rows];
        var widths = heads.Select((_, column) => lines.Max(line => line[column].Length)).ToArray();
        lines.Insert(1, [.. widths.Select((width, column) => column == 0 ? new string('-', width) : new string('-', width - 1) + ":")]);
        foreach (var line in lines)
        {
            output.WriteLine($"| {string.Join(" | ", line.Select((cell, column) => Pad(cell, column, widths[column])))} |");
        }
    }

    private static string[] Cells(Row row, bool writes) =>
    [
        row.Case, Cell($"{row.Size:N0}"), Cell($"{row.Clients}"), Cell($"{row.PerSecond:N0}"), Cell($"{row.P50Milliseconds:F2}"),
        Cell($"{row.P99Milliseconds:F2}"), Cell($"{row.NoOpPerSecond:N0}"), Cell($"{row.ToNoOp:F2}"),
        .. writes ? (string[])[Cell($"{row.FlushesPerSecond:N0}"), Cell($"{row.ToFlushes:F2}")] : [],
        Cell($"{row.ProcessorMicroseconds:N0}"), Cell($"{row.ResidentMiB:N0}"), Cell($"{row.Refused}"),
    ];

    public static string Cell(FormattableString cell) => cell.ToString(CultureInfo.InvariantCulture);

    private static string Pad(string cell, int column, int width) => column == 0 ? cell.PadRight(width) : cell.PadLeft(width);
}
