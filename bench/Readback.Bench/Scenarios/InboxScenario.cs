using Readback.Bench.Load;
using Readback.Bench.Reports;
using Readback.Bench.Seeding;
using static Readback.Bench.Reports.MarkdownTable;

namespace Readback.Bench.Scenarios;

/// <summary>Pages of inboxes at both ends and in the middle of short and of long histories, and the counts beside them.</summary>
internal static class InboxScenario
{
    private const int PageSize = 20;
    private const double Seconds = 0.5;

    public static async Task<Report> Measure(Stage stage)
    {
        var report = new Report("inbox");
        // Some have read everything, a screen at a time, and as many nothing but what they wrote themselves.
        var callers = stage.Callers(2 * Cast.Readers);
        foreach (var clients in stage.Sizes.ReadClients)
        {
            using var wires = await Wires.Connect(stage.Address, clients);
            await Measure(stage, report, wires.First(clients), callers);
        }
        return report;
    }

    private static async Task Measure(Stage stage, Report report, IReadOnlyList<Wire> wires, IReadOnlyList<Caller> callers)
    {
        var (small, large) = (stage.Space(Scenario.History(stage.Sizes.Messages[0])), stage.Space(Scenario.History(stage.Sizes.Messages[^1])));
        var noOp = stage.NoOp(wires, callers, small.Name, Seconds);
        var (newest, newestSmall) = (Page("newest page", large, 0), Page("newest page", small, 0));
        var (middle, last) = (Page("middle page", large, Pages(large) / 2), Page("last page", large, Pages(large) - 1));
        var (unread, unreadSmall) = (Count(large), Count(small));
        var (anywhere, anywhereSmall) = (Anywhere(large), Anywhere(small));
        var rounds = await Rounds.Run(stage.Effort, stage.Server,
            [noOp, newestSmall, Page("middle page", small, Pages(small) / 2), Page("last page", small, Pages(small) - 1), anywhereSmall, unreadSmall, newest, middle, last, anywhere, unread]);
        report.Add(rounds.Figures(report.Name, noOp));
        Promise(report, rounds);

        Contestant Page(string work, SeededSpace space, int page) => stage.Asks(work, Cell($"{space.Messages:N0} messages"), wires,
            client => new Question(PageOf(callers[client % callers.Count], space, page)), Seconds);

        // Another page each time, as good as never one that the server still knows.
        Contestant Anywhere(SeededSpace space) => stage.Asks("a page anywhere", Cell($"{space.Messages:N0} messages"), wires,
            client => new Questions(() => PageOf(callers[client % callers.Count], space, Random.Shared.Next(Pages(space)))), Seconds);

        Contestant Count(SeededSpace space) => stage.Asks("unread count", Cell($"{space.Messages:N0} messages"), wires,
            client => new Question(CountOf(callers[client % callers.Count], space)), Seconds);

        void Promise(Report report, Rounds rounds)
        {
            if (wires.Count == 1)
            {
                report.AtMost("middle page over newest, p50", newest, rounds.Ratio(middle, newest, Rounds.Median), 1.2, "the newest page");
                report.AtMost("last page over newest, p50", newest, rounds.Ratio(last, newest, Rounds.Median), 1.2, "the newest page");
                report.AtMost("unread count, p50", unread, rounds.Ratio(unread, noOp, Rounds.Median), 1.1, "no-op");
                report.AtMost("unread count, short history, p50", unreadSmall, rounds.Ratio(unreadSmall, noOp, Rounds.Median), 1.1, "no-op");
            }
            else
            {
                report.AtLeast("newest page, long over short history, rate", newest, rounds.Ratio(newest, newestSmall, slice => slice.PerSecond), 0.9, "the short history");
                report.AtLeast("a page anywhere, long over short history, rate", anywhere, rounds.Ratio(anywhere, anywhereSmall, slice => slice.PerSecond), null, "the short history");
                report.AtLeast("newest page, rate", newest, rounds.Ratio(newest, noOp, slice => slice.PerSecond), 0.5, "no-op");
            }
        }
    }

    private static int Pages(SeededSpace space) => space.Messages / PageSize;

    private static Ask PageOf(Caller caller, SeededSpace space, int page)
    {
        var newest = space.Messages - page * PageSize;
        int[] numbers = [.. Enumerable.Range(0, PageSize).Select(row => newest - row)];
        return new Ask(
            caller.Get(FormattableString.Invariant($"/api/chat/recipients?page={page}&size={PageSize}"), space.Name),
            Expect.Page(space.Messages, page, PageSize, numbers, (row, number) => Expect.Recipient(space, row, number, caller.Index)));
    }

    private static Ask CountOf(Caller caller, SeededSpace space) =>
        new(caller.Get("/api/chat/unread", space.Name), Expect.Unread(space.Unread(caller.Index), space.Messages));
}
