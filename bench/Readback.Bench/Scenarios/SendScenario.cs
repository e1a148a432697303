using System.Text.Json;
using Readback.Bench.Load;
using Readback.Bench.Reports;
using Readback.Bench.Seeding;
using static Readback.Bench.Reports.MarkdownTable;

namespace Readback.Bench.Scenarios;

/// <summary>Sends to spaces of few and of very many members, beside the no-op and beside what the database alone can do.</summary>
internal static class SendScenario
{
    public const string Name = "send";

    private const int Senders = 4;
    private const int WantedPerSecond = 20_000;
    private const double Seconds = 1.2;
    private const double LimitSeconds = 0.8;

    public static async Task<Report> Measure(Stage stage)
    {
        var report = new Report(stage.Store is null ? Name : $"{Name} on PostgreSQL");
        foreach (var clients in stage.Sizes.SendClients)
        {
            using var wires = await Wires.Connect(stage.Address, clients);
            await Measure(stage, report, wires.First(clients));
            await FindLast(stage, wires[0]);
        }
        return report;
    }

    private static async Task Measure(Stage stage, Report report, IReadOnlyList<Wire> wires)
    {
        var callers = stage.Callers(Senders);
        var noOp = stage.NoOp(wires, callers, Scenario.Team(stage.Sizes.Members[0]), LimitSeconds);
        List<Contestant> sends = [.. stage.Sizes.Members.Select(members => stage.Asks(
            "send", Cell($"{members:N0} members"), wires, client => stage.Sends.By(callers[client % Senders], Scenario.Team(members)), Seconds, isSettling: true))];
        var isMost = wires.Count == stage.Sizes.SendClients[^1];
        await using var limits = stage.Store is null
            ? await SendLimits.OfSqlite(stage, wires.Count, await BatchSize(stage, sends[^1]), isMost)
            : await SendLimits.OfPostgres(stage, stage.Store, wires.Count, isMost);
        var rounds = await Rounds.Run(stage.Effort, stage.Server, [noOp, .. sends, .. limits.All]);
        report.Add(rounds.Figures(report.Name, noOp));
        if (isMost)
        {
            Promise(report, rounds, noOp, sends, limits);
        }
    }

    /// <summary>What the bare store commits at once is what the server does: some sends before the rounds tell.</summary>
    private static async Task<int> BatchSize(Stage stage, Contestant send)
    {
        var before = (await stage.Server.Read()).Told!;
        await send.Run(stage.Effort.Stretch(LimitSeconds));
        // The page of measures is kept for a moment: it must not be the one from before.
        await Task.Delay(TimeSpan.FromSeconds(0.5));
        var after = (await stage.Server.Read()).Told!;
        return (int)Math.Max(1, Math.Round((after.BatchItems - before.BatchItems) / Math.Max(1, after.Batches - before.Batches)));
    }

    private static void Promise(Report report, Rounds rounds, Contestant noOp, List<Contestant> sends, SendLimits limits)
    {
        var (few, team, many) = (sends[0], sends[1], sends[^1]);
        static double Settled(Slice slice) => slice.SettledPerSecond;
        static double Rate(Slice slice) => slice.PerSecond;
        var store = report.Name == Name ? "" : "PostgreSQL: ";
        if (store.Length == 0)
        {
            report.AtLeast("send, index caught up, rate", team, rounds.Ratio(team, noOp, Settled, Rate), 0.5, "no-op");
            report.AtLeast("send, index caught up, a second", team, rounds.Spread(team, Settled), WantedPerSecond, "no-op", rounds.Spread(noOp, Rate));
        }
        report.AtLeast($"{store}send, many members over few, rate", many, rounds.Ratio(many, few, Settled), 0.95, few.Size);
        foreach (var limit in limits.Beside)
        {
            var least = limits.Promised.Contains(limit) ? limits.Least : (double?)null;
            report.AtLeast($"{store}send, rate over the limit's", team, rounds.Ratio(team, limit, Settled, Rate), least, limit.Work);
        }
    }

    /// <summary>The last messages are found by a filter, and by their number: the search index has them.</summary>
    private static async Task FindLast(Stage stage, Wire wire)
    {
        var caller = stage.Caller(0);
        foreach (var sent in stage.Sizes.Members.Select(Scenario.Team).SelectMany(stage.Sends.LastOf))
        {
            using (var page = await Json($"/api/chat/messages/filter?content={Uri.EscapeDataString(sent.Mark)}"))
            {
                Expect.Same(page.RootElement, "totalElements", 1);
                Look(page.RootElement.GetProperty("content")[0], sent);
            }
            var number = WireNumber.Of(Storage.MessageId.Number(sent.Id));
            using var message = await Json($"/api/chat/messages/by-number/{number}");
            Look(message.RootElement, sent);

            async Task<JsonDocument> Json(string path)
            {
                var answer = await wire.Send(caller.Get(path, sent.Space));
                return answer.Status == 200 ? JsonDocument.Parse(answer.Text) : throw new WrongAnswerException($"{path}: {answer.Status} {answer.Text}");
            }
        }
    }

    private static void Look(JsonElement message, Sent sent)
    {
        Expect.Same(message, "id", WireNumber.Of(sent.Id));
        Expect.Same(message, "content", sent.Content);
        Expect.Same(message, "createdBy", sent.Sender);
    }
}
