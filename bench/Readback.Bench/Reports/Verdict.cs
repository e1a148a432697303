using System.Globalization;

namespace Readback.Bench.Reports;

/// <summary>
/// The promise in a few lines: what the largest size costs over the smallest. 1.00 means that size costs nothing.
/// Processor time is the steadier of the two on a machine that has other work.
/// </summary>
internal static class Verdict
{
    public static void Write(TextWriter output, string sizeName, IReadOnlyList<Row> rows)
    {
        var (smallest, largest) = (rows.Min(row => row.Size), rows.Max(row => row.Size));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"Cost at {largest:N0} {sizeName} over the cost at {smallest:N0}, as median time (processor time):"));
        var width = rows.Max(row => row.Case.Length);
        foreach (var row in rows.GroupBy(row => row.Case))
        {
            var costs = row.GroupBy(each => each.Clients).Select(clients => Compare(clients.ToList(), smallest, largest));
            output.WriteLine($"  {row.Key.PadRight(width)}  {string.Join(", ", costs)}");
        }
    }

    private static string Compare(List<Row> clients, int smallest, int largest)
    {
        var (small, large) = (clients.Single(row => row.Size == smallest), clients.Single(row => row.Size == largest));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{large.P50Milliseconds / small.P50Milliseconds:F2} ({large.ProcessorMicroseconds / small.ProcessorMicroseconds:F2}) with {large.Clients}");
    }
}
