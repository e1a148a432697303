using System.Globalization;
using Readback.Bench.Reports;

namespace Readback.Bench.Simulation;

/// <summary>
/// <c>bin/bench simulate [seed]</c>: a thousand spaces and a million members, from what single things cost. The same seed
/// gives the same figures.
/// </summary>
internal static class SimulateProgram
{
    private const int DefaultSeed = 1187;
    private const int Spaces = 1000;
    private const int Members = 1_000_000;
    private const int Nodes = 4;

    private const double MaxLittlesError = 0.02;

    private static readonly double[] MessagesPerSpaceAndMinute = [1, 6, 30, 60, 120, 240];
    private static readonly int[] Databases = [1, 2, 4, 8];

    public static int Run(string[] arguments)
    {
        var seed = arguments is [var given] ? int.Parse(given, CultureInfo.InvariantCulture) : DefaultSeed;
        var costs = UnitCosts.Measured;
        System.Console.WriteLine(FormattableString.Invariant(
            $"{Spaces:N0} spaces, {Members:N0} members with a stream each, {Nodes} writing nodes, {House.DatabaseProcessors} processors a database; seed {seed}\n{costs}\n"));
        var rows = (from perMinute in MessagesPerSpaceAndMinute
                    from databases in Databases
                    let house = new House(Spaces, Members, Spaces * perMinute / 60, Nodes, databases)
                    select (perMinute, house, found: new CommitSimulation(house, costs, seed).Run())).ToList();
        MarkdownTable.Write(
            System.Console.Out,
            ["messages a minute and space", "in all /s", "databases", "commits/s", "batch", "p50 ms", "p99 ms", "database busy"],
            rows.Select(row => Cells(row.perMinute, row.house, row.found)));
        System.Console.WriteLine();
        MarkdownTable.Write(
            System.Console.Out, ["messages a minute and space", "deliveries/s", "processors for the feed", "GiB of streams"],
            MessagesPerSpaceAndMinute.Select(perMinute => FeedCells(perMinute, costs)));
        if (rows.Max(row => row.found.LittlesError) is var error and > MaxLittlesError)
        {
            System.Console.Error.WriteLine(FormattableString.Invariant($"The simulation breaks Little's law by {error:P1}: it is wrong."));
            return 1;
        }
        return 0;
    }

    private static string[] Cells(double perMinute, House house, Found found) =>
    [
        MarkdownTable.Cell($"{perMinute:N0}"), MarkdownTable.Cell($"{house.MessagesPerSecond:N0}"),
        MarkdownTable.Cell($"{house.Databases}"), MarkdownTable.Cell($"{found.CommitsPerSecond:N0}"),
        MarkdownTable.Cell($"{found.BatchSize:N1}"),
        .. found.IsTooMuch ? ["grows", "grows"]
            : (string[])[MarkdownTable.Cell($"{found.P50:N1}"), MarkdownTable.Cell($"{found.P99:N1}")],
        MarkdownTable.Cell($"{100 * found.Utilisation:N0} %"),
    ];

    private static string[] FeedCells(double perMinute, UnitCosts costs)
    {
        var deliveries = Spaces * perMinute / 60 * (Members / Spaces);
        return
        [
            MarkdownTable.Cell($"{perMinute:N0}"), MarkdownTable.Cell($"{deliveries:N0}"),
            MarkdownTable.Cell($"{deliveries * costs.DeliveryMicroseconds / 1_000_000:N1}"),
            MarkdownTable.Cell($"{Members * costs.StreamKiB / (1024 * 1024):N0}"),
        ];
    }
}
