using System.CommandLine;
using Readback.Bench.Scenarios;

namespace Readback.Bench;

/// <summary>What a run of the load program is told.</summary>
/// <param name="Scenarios">What to measure, on one server.</param>
/// <param name="Sizes">How large everything is.</param>
/// <param name="Effort">How long to measure.</param>
/// <param name="DataParent">Where the temporary data is made; it decides which disk is measured.</param>
/// <param name="JsonFile">Where the figures go for machines to read, if anywhere.</param>
/// <param name="Store">The PostgreSQL database to measure on, empty at first; the embedded database where there is none.</param>
/// <param name="IsPostgres">Whether to measure on a PostgreSQL server that is started for this run and thrown away after it.</param>
/// <param name="IsAll">Whether to measure all there is, on the embedded database and then on PostgreSQL.</param>
/// <param name="Docs">The folder whose page on performance is written from the results, if any.</param>
/// <param name="Server">The server to measure: <c>readback.dll</c> or a native executable.</param>
internal sealed record LoadOptions(
    IReadOnlyList<Scenario> Scenarios, Sizes Sizes, Effort Effort, string DataParent, string? JsonFile, string? Store, bool IsPostgres, bool IsAll,
    string? Docs, string Server)
{
    /// <summary>What costs the database nothing is measured on the embedded one alone.</summary>
    private static readonly string[] EmbeddedOnly = [Scenario.All, FeedScenario.Name, "start"];

    private static readonly Argument<string[]> What =
        new Argument<string[]>("what") { Description = "What to measure; one server and one seeding serve all.", Arity = ArgumentArity.OneOrMore }
            .AcceptOnlyFromAmong(Scenario.Names);

    private static readonly Option<bool> Quick =
        new("--quick") { Description = "Small and short: shows that the benchmarks work, not how fast anything is." };

    private static readonly Option<int?> RoundsOption =
        new("--rounds") { Description = "How often subject and limit are measured in turn (default: 7)." };

    private static readonly Option<int?> MessagesOption =
        new("--messages") { Description = "Messages in the long history (default: 1,000,000): fewer are seeded sooner." };

    private static readonly Option<bool> Busiest =
        new("--busiest") { Description = "Sends and pages only by the most clients: for a change that one tries out." };

    private static readonly Option<string?> Data =
        new("--data") { Description = "The folder to make the temporary data directory in, on the disk to measure (default: artifacts)." };

    private static readonly Option<string?> JsonFileOption =
        new("--json") { Description = "Also write the figures to this file; all writes them to artifacts/bench.json anyway." };

    private static readonly Option<string?> StoreOption =
        new("--store") { Description = "An empty PostgreSQL database to measure on: \"Host=…;Database=…;Username=…\"." };

    private static readonly Option<bool> Postgres =
        new("--postgres") { Description = "Measure on a PostgreSQL server of the system's binaries, started for this run beside the data and thrown away." };

    private static readonly Option<string?> DocsOption =
        new("--docs") { Description = "The folder whose performance.md is written anew; all writes the repository's own, unless it is quick." };

    private static readonly Option<string?> ServerOption =
        new("--server") { Description = "Another server to measure: a readback.dll, or a native executable." };

    public static RootCommand Command(Func<LoadOptions, Task> run)
    {
        var command = new RootCommand("Measures Readback under load. bin/bench parts [BenchmarkDotNet options] measures single parts.")
        {
            What, Quick, Busiest, RoundsOption, MessagesOption, Data, JsonFileOption, StoreOption, Postgres, DocsOption, ServerOption,
        };
        command.Validators.Add(parsed =>
        {
            var wanted = parsed.GetResult(What)?.Tokens.Select(token => token.Value).ToList() ?? [];
            if (wanted.Intersect(EmbeddedOnly).Any() && (parsed.GetValue(StoreOption) is not null || parsed.GetValue(Postgres)))
            {
                parsed.AddError("The feed and what a server takes at rest are measured on the embedded database only: what they cost is not the database's.");
            }
            if (wanted.Intersect(EmbeddedOnly).Any() && FeedScenario.Shortage(SizesOf(parsed.GetValue(Quick), isBusiest: false)) is { } shortage)
            {
                parsed.AddError(shortage);
            }
        });
        command.SetAction((parsed, _) => run(From(parsed)));
        return command;
    }

    private static Sizes SizesOf(bool isQuick, bool isBusiest, int? messages = null)
    {
        var usual = isQuick ? Sizes.Quick : Sizes.Full;
        if (isBusiest)
        {
            usual = usual with { SendClients = usual.SendClients[^1..], ReadClients = usual.ReadClients[^1..] };
        }
        return messages is { } most ? usual with { Messages = [usual.Messages[0], most] } : usual;
    }

    private static Effort EffortOf(bool isQuick, int? rounds)
    {
        var usual = isQuick ? Effort.Quick : Effort.Full;
        return usual with { Rounds = Math.Max(1, rounds ?? usual.Rounds) };
    }

    private static LoadOptions From(ParseResult parsed)
    {
        var (names, quick) = (parsed.GetValue(What)!, parsed.GetValue(Quick));
        var all = names.Contains(Scenario.All);
        return new LoadOptions(
            Scenario.Of(names), SizesOf(quick, parsed.GetValue(Busiest), parsed.GetValue(MessagesOption)), EffortOf(quick, parsed.GetValue(RoundsOption)),
            Path.GetFullPath(parsed.GetValue(Data) ?? "."),
            (parsed.GetValue(JsonFileOption) ?? (all ? "bench.json" : null)) is { } file ? Path.GetFullPath(file) : null,
            parsed.GetValue(StoreOption), parsed.GetValue(Postgres), all,
            (parsed.GetValue(DocsOption) ?? (all && !quick ? "../docs" : null)) is { } docs ? Path.GetFullPath(docs) : null,
            Path.GetFullPath(parsed.GetValue(ServerOption) ?? Path.Combine(AppContext.BaseDirectory, "readback.dll")));
    }
}
