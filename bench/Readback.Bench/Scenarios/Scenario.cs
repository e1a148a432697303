using Readback.Bench.Reports;
using Readback.Bench.Seeding;

namespace Readback.Bench.Scenarios;

/// <summary>One table: the spaces that it needs, and how it is measured.</summary>
/// <param name="Name">The command.</param>
/// <param name="Promise">What the table is to show.</param>
/// <param name="Spaces">What has to be there before the server starts.</param>
/// <param name="Measure">Measures on the running server.</param>
internal sealed record Scenario(
    string Name, string Promise, IReadOnlyList<SpacePlan> Spaces, Func<Stage, Task<Report>> Measure)
{
    public static readonly string[] Names = ["send", "inbox", "filter", FeedScenario.Name];

    public static Scenario Of(string name, Sizes sizes) => name switch
    {
        "send" => SendScenario.Of(sizes),
        "inbox" => InboxScenario.Of(sizes),
        "filter" => FilterScenario.Of(sizes),
        FeedScenario.Name => FeedScenario.Of(sizes),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "There is no such scenario."),
    };
}
