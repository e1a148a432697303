namespace Readback.Bench.Reports;

/// <summary>What a scenario found.</summary>
/// <param name="Rows">The figures, for machines to read.</param>
/// <param name="Write">Prints them.</param>
internal sealed record Report(IReadOnlyList<object> Rows, Action<TextWriter> Write)
{
    /// <summary>Of requests that are compared by the size of what they are asked of.</summary>
    public static Report OfRequests(string sizeName, IReadOnlyList<Row> rows) => new(rows, output =>
    {
        MarkdownTable.Write(output, sizeName, rows);
        output.WriteLine();
        Verdict.Write(output, sizeName, rows);
    });
}
