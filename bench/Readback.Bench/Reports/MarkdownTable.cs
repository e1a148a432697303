using System.Globalization;

namespace Readback.Bench.Reports;

/// <summary>Rows as a table that reads well on a terminal and in a page.</summary>
internal static class MarkdownTable
{
    /// <param name="output">Where to.</param>
    /// <param name="heads">The columns; those that begin with a space are of words, as the first is, all others of figures.</param>
    /// <param name="rows">The cells.</param>
    public static void Write(TextWriter output, string[] heads, IEnumerable<string[]> rows)
    {
        var isText = heads.Select((head, column) => column == 0 || head.StartsWith(' ')).ToArray();
        List<string[]> lines = [[.. heads.Select(head => head.Trim())], .. rows];
        var widths = heads.Select((_, column) => Math.Max(2, lines.Max(line => line[column].Length))).ToArray();
        lines.Insert(1, [.. widths.Select((width, column) => isText[column] ? new string('-', width) : new string('-', width - 1) + ":")]);
        foreach (var line in lines)
        {
            output.WriteLine($"| {string.Join(" | ", line.Select((cell, column) => isText[column] ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column])))} |");
        }
    }

    public static string Cell(FormattableString cell) => cell.ToString(CultureInfo.InvariantCulture);
}
