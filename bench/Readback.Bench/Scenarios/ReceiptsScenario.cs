using System.Text.Json;
using Readback.Bench.Load;
using Readback.Bench.Reports;
using Readback.Bench.Seeding;
using static Readback.Bench.Reports.MarkdownTable;

namespace Readback.Bench.Scenarios;

/// <summary>Who has read a message, in a very large space; how many have, for a screen full of messages.</summary>
internal static class ReceiptsScenario
{
    private const int PageSize = 20;
    private const int Counted = 50;

    /// <summary>A message that a third of all members have read.</summary>
    private const int Number = 7;
    private const double Seconds = 0.4;

    public static async Task<Report> Measure(Stage stage)
    {
        var report = new Report("receipts");
        var (large, team) = (stage.Space(Scenario.Team(stage.Sizes.Members[^1])), stage.Space(Scenario.Team(stage.Sizes.Members[^2])));
        using var wires = await Wires.Connect(stage.Address, 1);
        var caller = stage.Caller(3);
        var noOp = stage.NoOp(wires.First(1), [caller], large.Name, Seconds);
        var (first, middle) = (Page("receipts, first page", null, 0, Number), Page("receipts, middle page", null, large.Members / PageSize / 2, Number));
        var (read, unread) = (Page("receipts, isRead=true", true, 0, Number), Page("receipts, isRead=false", false, 0, Number));
        var few = Page("receipts, isRead=true, few have", true, 0, large.Messages);
        var counts = stage.Asks(Cell($"receipt counts of {Counted}"), Cell($"{team.Members:N0} members"), wires.First(1),
            _ => new Question(CountsOf(caller, team)), Seconds);
        var rounds = await Rounds.Run(stage.Effort, stage.Server, [noOp, first, middle, read, few, unread, counts]);
        report.Add(rounds.Figures(report.Name, noOp));
        foreach (var (work, most) in new[] { (first, 10), (middle, 10), (read, 300), (few, 300), (unread, 300), (counts, 10) })
        {
            report.AtMost($"{work.Work}, p50 ms", work, rounds.Spread(work, Rounds.Median), most, "no-op", rounds.Spread(noOp, Rounds.Median));
        }
        return report;

        Contestant Page(string work, bool? isRead, int page, int number) => stage.Asks(
            work, Cell($"{large.Members:N0} members"), wires.First(1), _ => new Question(PageOf(caller, large, isRead, page, number)), Seconds);
    }

    private static Ask PageOf(Caller caller, SeededSpace space, bool? isRead, int page, int number)
    {
        // Members sort by their names as they do by their index.
        var members = Enumerable.Range(0, space.Members)
            .Where(member => isRead is null || space.ReadDate(member, number) is not null == isRead).ToList();
        var more = isRead is { } wanted ? $"&isRead={(wanted ? "true" : "false")}" : "";
        return new Ask(
            caller.Get(FormattableString.Invariant($"/api/chat/messages/{space.MessageIdOf(number)}/recipients?page={page}&size={PageSize}{more}"), space.Name),
            Expect.Page(members.Count, page, PageSize, members.Skip(page * PageSize).Take(PageSize).ToList(),
                (row, member) => Expect.Recipient(space, row, number, member)));
    }

    private static Ask CountsOf(Caller caller, SeededSpace space) => new(
        caller.Get(FormattableString.Invariant($"/api/chat/receipts?fromNumber=1&toNumber={Counted}"), space.Name),
        answer =>
        {
            using var json = JsonDocument.Parse(answer.Body);
            Expect.Same(json.RootElement.GetArrayLength(), Counted, "counts");
            for (var number = 1; number <= Counted; number++)
            {
                var count = json.RootElement[number - 1];
                Expect.Same(count, "number", number);
                Expect.Same(count, "readCount", space.ReadCount(number));
                Expect.Same(count, "recipientCount", space.Members);
            }
        });
}
