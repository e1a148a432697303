using System.CommandLine;
using Readback.Bench.Scenarios;

namespace Readback.Bench;

/// <summary>What a run of the load program is told.</summary>
/// <param name="Scenarios">What to measure, in this order, on one server.</param>
/// <param name="Effort">How long to measure.</param>
/// <param name="DataParent">Where the temporary data directory is made; it decides which disk is measured.</param>
/// <param name="JsonFile">Where the figures go for machines to read, if anywhere.</param>
/// <param name="Store">The PostgreSQL database to measure on, empty at first; the embedded database where there is none.</param>
/// <param name="IsPostgres">Whether to measure on a PostgreSQL server that is started for this run and thrown away after it.</param>
/// <param name="Server">The server to measure: <c>readback.dll</c> or a native executable.</param>
internal sealed record LoadOptions(
    IReadOnlyList<Scenario> Scenarios, Effort Effort, string DataParent, string? JsonFile, string? Store, bool IsPostgres, string Server)
{
    private static readonly Argument<string[]> What =
        new Argument<string[]>("what") { Description = "What to measure; one server and one seeding serve all.", Arity = ArgumentArity.OneOrMore }
            .AcceptOnlyFromAmong(Scenario.Names);

    private static readonly Option<bool> Quick =
        new("--quick") { Description = "Small and short: shows that the benchmarks work, not how fast anything is." };

    private static readonly Option<string?> Data =
        new("--data") { Description = "The folder to make the temporary data directory in, on the disk to measure (default: artifacts)." };

    private static readonly Option<string?> JsonFileOption =
        new("--json") { Description = "Also write the figures to this file." };

    private static readonly Option<string?> StoreOption =
        new("--store") { Description = "An empty PostgreSQL database to measure on: \"Host=…;Database=…;Username=…\"." };

    private static readonly Option<bool> Postgres =
        new("--postgres") { Description = "Measure on a PostgreSQL server of the system's binaries, started for this run beside the data and thrown away." };

    private static readonly Option<string?> ServerOption =
        new("--server") { Description = "Another server to measure: a readback.dll, or a native executable." };

    public static RootCommand Command(Func<LoadOptions, Task> run)
    {
        var command = new RootCommand("Measures Readback under load. bin/bench parts [BenchmarkDotNet options] measures single parts.")
        {
            What, Quick, Data, JsonFileOption, StoreOption, Postgres, ServerOption,
        };
        command.Validators.Add(parsed =>
        {
            var isFeedWanted = parsed.GetResult(What)?.Tokens.Any(token => token.Value == FeedScenario.Name) ?? false;
            if (isFeedWanted && (parsed.GetValue(StoreOption) is not null || parsed.GetValue(Postgres)))
            {
                parsed.AddError("The feed is measured on the embedded database only: what it costs is not the database's.");
            }
            if (isFeedWanted && FeedScenario.Shortage(SizesOf(parsed.GetValue(Quick))) is { } shortage)
            {
                parsed.AddError(shortage);
            }
        });
        command.SetAction((parsed, _) => run(From(parsed)));
        return command;
    }

    private static Sizes SizesOf(bool isQuick) => isQuick ? Sizes.Quick : Sizes.Full;

    private static LoadOptions From(ParseResult parsed)
    {
        var quick = parsed.GetValue(Quick);
        return new LoadOptions(
            [.. parsed.GetValue(What)!.Select(name => Scenario.Of(name, SizesOf(quick)))],
            quick ? Effort.Quick : Effort.Full,
            Path.GetFullPath(parsed.GetValue(Data) ?? "."),
            parsed.GetValue(JsonFileOption) is { } file ? Path.GetFullPath(file) : null,
            parsed.GetValue(StoreOption), parsed.GetValue(Postgres),
            Path.GetFullPath(parsed.GetValue(ServerOption) ?? Path.Combine(AppContext.BaseDirectory, "readback.dll")));
    }
}
