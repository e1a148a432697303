using System.Globalization;
using Readback.Bench.Reports;
using Readback.Bench.Seeding;

namespace Readback.Bench.Scenarios;

/// <summary>Sends to spaces of few and of very many members.</summary>
internal static class SendScenario
{
    public const string Name = "send";

    private const int Senders = 4;

    public static Scenario Of(Sizes sizes) => new(
        Name, "A send costs the same in a space of 10 members and of 100,000, and is on the disk when it is answered.",
        [.. sizes.Members.Select(members => new SpacePlan(SpaceOf(members), members, Messages: 0))],
        async stage => Report.OfRequests("members", await Measure(stage, sizes)));

    private static async Task<IReadOnlyList<Row>> Measure(Stage stage, Sizes sizes)
    {
        var callers = await stage.Http.LogIn(Enumerable.Range(0, Senders).Select(Cast.Name), Cast.Password);
        var noOp = NoOp.By(callers, SpaceOf(sizes.Members[0]));
        var cases = sizes.Members
            .Select(members => new LoadCase("send", members, client => stage.Sends.By(callers[client % Senders], SpaceOf(members))))
            .ToList();
        var rows = new List<Row>();
        foreach (var clients in sizes.SendClients)
        {
            rows.AddRange(await new Comparison(stage, Name, writes: true).Run(clients, noOp, cases));
        }
        return rows;
    }

    private static string SpaceOf(int members) => string.Create(CultureInfo.InvariantCulture, $"team-{members}");
}
