using System.Globalization;

namespace Readback.Bench.Reports;

/// <summary>The promise in a few lines: the rate at the largest size over the rate at the smallest. 1.00: size costs nothing.</summary>
internal static class Verdict
{
    public static void Write(TextWriter output, string sizeName, IReadOnlyList<Row> rows)
    {
        var (smallest, largest) = (rows.Min(row => row.Size), rows.Max(row => row.Size));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"Rate at {largest:N0} {sizeName} over the rate at {smallest:N0}:"));
        var width = rows.Max(row => row.Case.Length);
        foreach (var row in rows.GroupBy(row => row.Case))
        {
            var ratios = row.GroupBy(each => each.Clients).Select(clients => string.Create(
                CultureInfo.InvariantCulture,
                $"{RateAt(clients, largest) / RateAt(clients, smallest):F2} with {clients.Key}"));
            output.WriteLine($"  {row.Key.PadRight(width)}  {string.Join(", ", ratios)}");
        }
    }

    private static double RateAt(IEnumerable<Row> rows, int size) => rows.Single(row => row.Size == size).PerSecond;
}
