using System.Globalization;
using Readback.Bench.Reports;
using Readback.Bench.Seeding;

namespace Readback.Bench.Scenarios;

/// <summary>One table: the spaces that it needs, and how it is measured.</summary>
/// <param name="Name">The command.</param>
/// <param name="Spaces">What has to be there before the server starts.</param>
/// <param name="Measure">Measures on the running server.</param>
internal sealed record Scenario(string Name, Func<Sizes, IEnumerable<SpacePlan>> Spaces, Func<Stage, Task<Report>> Measure)
{
    public const string All = "all";

    /// <summary>In the order in which <c>all</c> runs them: what changes what is seeded comes last.</summary>
    public static readonly IReadOnlyList<Scenario> Every =
    [
        new("start", _ => [], StartScenario.Measure),
        new("inbox", Histories, InboxScenario.Measure),
        new("filter", Histories, FilterScenario.Measure),
        new("receipts", Teams, ReceiptsScenario.Measure),
        new("read", Histories, SetReadScenario.Measure),
        new(FeedScenario.Name, sizes => [FeedScenario.Plan(sizes)], FeedScenario.Measure),
        new(SendScenario.Name, Teams, SendScenario.Measure),
    ];

    public static string[] Names => [All, .. Every.Select(scenario => scenario.Name)];

    public static IReadOnlyList<Scenario> Of(IReadOnlyCollection<string> names) =>
        [.. Every.Where(scenario => names.Contains(All) || names.Contains(scenario.Name))];

    public static string Team(int members) => string.Create(CultureInfo.InvariantCulture, $"team-{members}");

    public static string History(int messages) => string.Create(CultureInfo.InvariantCulture, $"history-{messages}");

    /// <summary>Members beside those who write: they have read nothing yet.</summary>
    public const int Silent = 24;

    private static IEnumerable<SpacePlan> Teams(Sizes sizes) => sizes.Members.Select(
        members => new SpacePlan(Team(members), members, sizes.MessagesInTeam, LoggedIn: 10, IsReadByAThird: true));

    private static IEnumerable<SpacePlan> Histories(Sizes sizes) => sizes.Messages.Select(
        messages => new SpacePlan(History(messages), Cast.Writers + Silent, messages, LoggedIn: Cast.Writers + Silent));
}
