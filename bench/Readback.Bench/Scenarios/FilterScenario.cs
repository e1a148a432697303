using System.Diagnostics;
using Readback.Bench.Load;
using Readback.Bench.Reports;
using Readback.Bench.Seeding;

namespace Readback.Bench.Scenarios;

/// <summary>Filters a long history by each criterion: a page that nobody asked for before, its next page, and the same again.</summary>
internal static class FilterScenario
{
    private const double Seconds = 0.6;
    private const int MaxAgainMilliseconds = 5;

    public static async Task<Report> Measure(Stage stage)
    {
        var report = new Report("filter");
        var (small, large) = (stage.Space(Scenario.History(stage.Sizes.Messages[0])), stage.Space(Scenario.History(stage.Sizes.Messages[^1])));
        using var wires = await Wires.Connect(stage.Address, 1);
        var caller = stage.Caller(Cast.Readers);
        await WarmUp(stage, wires[0], caller, small);
        var noOp = stage.NoOp(wires.First(1), [caller], large.Name, Seconds / 2);
        var runs = FilterCases.Of(large, stage.Effort.Rounds)
            .Select(each => new FilterRun(stage.Server, each, caller, large, wires[0], Seconds)).ToList();
        var rounds = await Rounds.Run(stage.Effort, null, [noOp, .. runs.SelectMany(run => run.Contestants)]);
        report.Add(rounds.Figures(report.Name, noOp));
        var beside = rounds.Spread(noOp, Rounds.Median);
        foreach (var run in runs)
        {
            report.AtMost($"{run.First.Work}, p50 ms", run.First, rounds.Spread(run.First, Rounds.Median), run.Most, "no-op", beside);
            report.AtMost($"{run.Next.Work}, p50 ms", run.Next, rounds.Spread(run.Next, Rounds.Median), MaxAgainMilliseconds, "no-op", beside);
            report.AtMost($"{run.Again.Work}, p50 ms", run.Again, rounds.Spread(run.Again, Rounds.Median), MaxAgainMilliseconds, "no-op", beside);
        }
        return report;
    }

    /// <summary>Code is compiled for good after some hundred calls; the short history has the same paths.</summary>
    private static async Task WarmUp(Stage stage, Wire wire, Caller caller, SeededSpace space)
    {
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < stage.Effort.Stretch(2);)
        {
            foreach (var each in FilterCases.Of(space, 1))
            {
                while (each.Advance())
                {
                    var ask = each.Page(caller, space, 0);
                    ask.Check(await wire.Send(ask.Request));
                }
                each.Dispose();
            }
        }
    }
}
