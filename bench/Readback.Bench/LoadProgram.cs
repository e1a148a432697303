using System.Diagnostics;
using System.Text.Json;
using Readback.Bench.Load;
using Readback.Bench.Reports;
using Readback.Bench.Scenarios;
using Readback.Bench.Seeding;
using Readback.Bench.Yardsticks;

namespace Readback.Bench;

/// <summary>Seeds a fresh data directory, starts the server on it, measures, and leaves nothing behind.</summary>
internal static class LoadProgram
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static async Task Run(LoadOptions options)
    {
        var directory = Path.Combine(options.DataParent, $"readback-bench-{Guid.NewGuid():N}");
        System.IO.Directory.CreateDirectory(directory);
        try
        {
            var machine = Machine.Describe(directory);
            System.Console.WriteLine(machine);
            if (machine.IsDiskInMemory)
            {
                System.Console.WriteLine("The data directory is in memory: no figure of a send means anything. Choose a disk with --data.");
            }
            var tokens = await Seed(directory, options.Scenarios);
            using var postgres = options.IsPostgres ? ThrowawayPostgres.Start(options.DataParent) : null;
            var store = postgres?.ConnectionString ?? options.Store;
            if (store is not null)
            {
                await MoveTo(options.Server, directory, store);
            }
            var sends = new Sends();
            var rows = await MeasureAll(options, directory, store, tokens, sends);
            await Audit(sends, directory, store);
            await Verify(options.Server, directory, store);
            await SaveJson(options.JsonFile, machine, rows);
        }
        finally
        {
            System.IO.Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task<IReadOnlyList<string>> Seed(string directory, IReadOnlyList<Scenario> scenarios)
    {
        var watch = Stopwatch.StartNew();
        var spaces = scenarios.SelectMany(scenario => scenario.Spaces).Distinct().ToList();
        var tokens = await Seeder.Seed(directory, spaces);
        System.Console.WriteLine(FormattableString.Invariant(
            $"Seeded {spaces.Sum(space => space.Messages):N0} messages and {spaces.Sum(space => space.Members):N0} memberships in {watch.Elapsed.TotalSeconds:F0} s"));
        return tokens;
    }

    /// <summary>What was seeded goes over by the product's own command.</summary>
    private static async Task MoveTo(string server, string directory, string store)
    {
        var watch = Stopwatch.StartNew();
        System.Console.WriteLine(await ServerProcess.Move(server, directory, store));
        System.Console.WriteLine(FormattableString.Invariant($"Moved and checked in {watch.Elapsed.TotalSeconds:F0} s"));
    }

    private static async Task<List<object>> MeasureAll(
        LoadOptions options, string directory, string? store, IReadOnlyList<string> tokens, Sends sends)
    {
        await using var server = await ServerProcess.Start(options.Server, directory, store);
        using var http = new LoadClient(server.Address);
        var stage = new Stage(http, new ServerUsage(server.Id), directory, tokens, sends, options.Effort);
        var rows = new List<object>();
        foreach (var scenario in options.Scenarios)
        {
            rows.AddRange(await Measure(scenario, stage));
            if (store is not null && scenario.Name == SendScenario.Name)
            {
                rows.AddRange(await InsertYardstick.Measure(store, options.Effort));
            }
        }
        return rows;
    }

    private static async Task<IReadOnlyList<object>> Measure(Scenario scenario, Stage stage)
    {
        System.Console.WriteLine($"\n{scenario.Name}: {scenario.Promise}\n");
        var report = await scenario.Measure(stage);
        report.Write(System.Console.Out);
        return report.Rows;
    }

    /// <summary>A figure counts only where what was acknowledged is there.</summary>
    private static async Task Audit(Sends sends, string directory, string? store)
    {
        if (await SendAudit.Run(sends, directory, store) is > 0 and var found)
        {
            System.Console.WriteLine(FormattableString.Invariant(
                $"\nAll {found:N0} messages that were acknowledged are in the database, as they were sent"));
        }
    }

    /// <summary>What was seeded and sent must be whole, also after the server was killed as it is here.</summary>
    private static async Task Verify(string server, string directory, string? store)
    {
        var watch = Stopwatch.StartNew();
        await ServerProcess.Verify(server, directory, store);
        System.Console.WriteLine(FormattableString.Invariant(
            $"readback verify found nothing wrong afterwards, in {watch.Elapsed.TotalSeconds:F0} s"));
    }

    private static async Task SaveJson(string? path, Machine machine, List<object> rows)
    {
        if (path is not null)
        {
            await File.WriteAllTextAsync(path, JsonSerializer.Serialize(new { machine, rows }, Json));
        }
    }
}
