using Readback.Bench.Load;
using Readback.Bench.Reports;
using Readback.Bench.Scenarios;

namespace Readback.Bench;

/// <summary>Runs what was asked for, on one database or on both, and writes down what came out.</summary>
internal static class LoadProgram
{
    public static async Task Run(LoadOptions options)
    {
        var machine = Machine.Describe(options.DataParent);
        System.Console.WriteLine(machine);
        if (machine.IsDiskInMemory)
        {
            System.Console.WriteLine("The data directory is in memory: no figure of a send means anything. Choose a disk with --data.");
        }
        List<string> state = ["warm: what is asked was asked before and lies in the system's cache, but for the first pages of filters, each of which is new"];
        var reports = new List<Report>();
        if (!options.IsPostgres && options.Store is null)
        {
            state.Add(await LoadRun.StateOf(null));
            reports.AddRange(await new LoadRun(options, options.Scenarios, options.Sizes, null).Run());
        }
        if (options.Store is { } given)
        {
            await OnPostgres(options, options.Scenarios, options.Sizes, given, state, reports);
        }
        else if (options.IsPostgres || (options.IsAll && IsPostgresThere()))
        {
            using var postgres = ThrowawayPostgres.Start(options.DataParent);
            await OnPostgres(
                options, options.IsAll ? Scenario.Of([SendScenario.Name]) : options.Scenarios, options.IsAll ? MostClients(options.Sizes) : options.Sizes,
                postgres.ConnectionString, state, reports);
        }
        WriteDown(options, new Results(
            machine, state, options.Effort.Rounds, !options.Effort.IsQuick,
            [.. reports.SelectMany(report => report.Figures)], [.. reports.SelectMany(report => report.Promises)]));
    }

    /// <summary><c>bin/bench write results.json docs</c>: the page again from what was measured before.</summary>
    public static int Write(string[] arguments)
    {
        if (arguments is not [var results, var docs])
        {
            System.Console.Error.WriteLine("bin/bench write <results.json> <folder of performance.md>");
            return 2;
        }
        PerformancePage.Write(Results.Load(results), docs);
        return 0;
    }

    private static async Task OnPostgres(
        LoadOptions options, IReadOnlyList<Scenario> scenarios, Sizes sizes, string store, List<string> state, List<Report> reports)
    {
        state.Add(await LoadRun.StateOf(store));
        reports.AddRange(await new LoadRun(options, scenarios, sizes, store).Run());
    }

    private static bool IsPostgresThere()
    {
        if (!PostgresPrograms.IsInstalled)
        {
            System.Console.WriteLine("PostgreSQL is not installed: nothing is measured on it.");
        }
        return PostgresPrograms.IsInstalled;
    }

    /// <summary>To move the largest space there takes longer than to measure in it.</summary>
    private static Sizes MostClients(Sizes sizes) => sizes with { Members = sizes.Members[..2], SendClients = [sizes.SendClients[^1]] };

    private static void WriteDown(LoadOptions options, Results results)
    {
        System.Console.WriteLine("\nWhat was to be reached\n");
        Tables.WritePromises(System.Console.Out, results.Promises);
        if (options.JsonFile is { } file)
        {
            results.Save(file);
        }
        if (options.Docs is { } docs)
        {
            PerformancePage.Write(results, docs);
        }
    }
}
