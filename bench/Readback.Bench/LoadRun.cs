using System.Diagnostics;
using Npgsql;
using Readback.Bench.Load;
using Readback.Bench.Reports;
using Readback.Bench.Scenarios;
using Readback.Bench.Seeding;

namespace Readback.Bench;

/// <summary>Seeds fresh data, starts the server on it, measures, looks at what is left, and leaves nothing behind.</summary>
/// <param name="options">What the program was told.</param>
/// <param name="scenarios">What to measure.</param>
/// <param name="sizes">How large everything is.</param>
/// <param name="store">The PostgreSQL database to measure on, if any.</param>
internal sealed class LoadRun(LoadOptions options, IReadOnlyList<Scenario> scenarios, Sizes sizes, string? store)
{
    /// <summary>An index that is written behind the commits may have all of the seeded history to catch up with.</summary>
    private const int CatchUpSeconds = 300;

    public async Task<IReadOnlyList<Report>> Run()
    {
        var root = Path.Combine(options.DataParent, $"readback-bench-{Guid.NewGuid():N}");
        var directory = Path.Combine(root, "data");
        System.IO.Directory.CreateDirectory(directory);
        try
        {
            var seeded = await Seed(directory);
            if (store is not null)
            {
                await Timed("Moved to PostgreSQL and checked", () => ServerProcess.Move(options.Server, directory, store));
                seeded = await Seeder.LogInAgain(seeded, store);
            }
            var sends = new Sends();
            var reports = await MeasureAll(directory, seeded, sends);
            await Timed("Looked for all that was acknowledged", async () => System.Console.WriteLine(FormattableString.Invariant(
                $"All {await SendAudit.Run(sends, seeded, directory, store):N0} messages that were acknowledged are in the database as they were sent.")));
            await Timed("readback verify found nothing wrong", () => ServerProcess.Verify(options.Server, directory, store));
            return reports;
        }
        finally
        {
            System.IO.Directory.Delete(root, recursive: true);
        }
    }

    private async Task<Seeded> Seed(string directory)
    {
        Seeded? seeded = null;
        List<SpacePlan> spaces = [.. scenarios.SelectMany(scenario => scenario.Spaces(sizes)).DistinctBy(space => space.Name)];
        // A database without a space would be none that anybody measures.
        spaces = spaces.Count > 0 ? spaces : [new SpacePlan("empty", 1, 0, LoggedIn: 1)];
        await Timed(
            FormattableString.Invariant($"Seeded {spaces.Sum(space => space.Messages):N0} messages and {spaces.Sum(space => space.Members):N0} memberships"),
            async () => seeded = await Seeder.Seed(directory, spaces));
        return seeded!;
    }

    private async Task<List<Report>> MeasureAll(string directory, Seeded seeded, Sends sends)
    {
        await using var server = await ServerProcess.Start(options.Server, directory, store);
        var usage = new ServerUsage(server.Id, server.Address);
        await Timed("Waited for the server to be quiet", () => usage.Settle(CatchUpSeconds));
        var stage = new Stage(server.Address, usage, options.Server, directory, store, seeded, sends, sizes, options.Effort);
        var reports = new List<Report>();
        foreach (var scenario in scenarios)
        {
            await Timed($"Measured {scenario.Name}", async () => reports.Add(await scenario.Measure(stage)));
            Show(reports[^1]);
        }
        return reports;
    }

    private static void Show(Report report)
    {
        System.Console.WriteLine($"\n{report.Name}\n");
        if (report.Figures.Count > 0)
        {
            Tables.WriteFigures(System.Console.Out, report.Figures);
            System.Console.WriteLine();
        }
        Tables.WritePromises(System.Console.Out, report.Promises);
        foreach (var heavy in report.Figures.Where(figure => figure.IsLoadTooHeavy && !double.IsNaN(figure.P99)))
        {
            System.Console.WriteLine($"The load program took more of the processors than the server: {heavy.Work}, {heavy.Size}, {heavy.Clients} clients.");
        }
        System.Console.WriteLine();
    }

    /// <summary>What a reader of the figures has to know of how the database writes.</summary>
    public static async Task<string> StateOf(string? store)
    {
        if (store is null)
        {
            return "SQLite: write-ahead log, synchronous=FULL: every commit is flushed before it is answered";
        }
        await using var connection = new NpgsqlConnection(store);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            "SELECT 'PostgreSQL ' || current_setting('server_version') || ': fsync=' || current_setting('fsync') || ', synchronous_commit=' || current_setting('synchronous_commit')", connection);
        return (string)(await command.ExecuteScalarAsync())!;
    }

    private static async Task Timed(string what, Func<Task> work)
    {
        var watch = Stopwatch.StartNew();
        await work();
        System.Console.WriteLine(FormattableString.Invariant($"{what}: {watch.Elapsed.TotalSeconds:F1} s"));
    }
}
