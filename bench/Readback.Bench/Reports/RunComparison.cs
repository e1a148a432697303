using static Readback.Bench.Reports.MarkdownTable;

namespace Readback.Bench.Reports;

/// <summary>What changed from one run to another. A difference that the rounds themselves make is none.</summary>
internal static class RunComparison
{
    private const string None = "no difference";

    public static int Run(string[] files)
    {
        if (files is not [var older, var newer])
        {
            System.Console.Error.WriteLine("bin/bench compare <old.json> <new.json>");
            return 2;
        }
        var (before, after) = (Results.Load(older), Results.Load(newer));
        System.Console.WriteLine($"old: {before.Machine}\nnew: {after.Machine}\n");
        var figures = before.Figures.Join(after.Figures, each => each.Key, each => each.Key, (old, now) => (old, now)).ToList();
        Write(System.Console.Out,
            ["work", " size", "clients", "old a second", "new a second", " rate", "old CPU µs", "new CPU µs", " CPU"],
            figures.Select(pair => new[]
            {
                $"{pair.old.Scenario}: {pair.old.Work}", pair.old.Size, Cell($"{pair.old.Clients}"),
                Rate(pair.old).ToString(), Rate(pair.now).ToString(), Change(Rate(pair.old), Rate(pair.now)),
                pair.old.ServerMicroseconds?.ToString() ?? "", pair.now.ServerMicroseconds?.ToString() ?? "",
                Change(pair.old.ServerMicroseconds, pair.now.ServerMicroseconds),
            }));
        System.Console.WriteLine();
        Write(System.Console.Out, ["promise", " size", " beside", "old", "new", " change", "wanted", " verdict"],
            before.Promises.Join(after.Promises, each => each.Key, each => each.Key, (old, now) => new[]
            {
                old.Work, old.Size, old.Limit, old.Measured.ToString(), now.Measured.ToString(), Change(old.Measured, now.Measured),
                now.Wanted, now.Verdict,
            }));
        return 0;
    }

    private static Spread Rate(Figure figure) => figure.Settled ?? figure.PerSecond;

    private static string Change(Spread? old, Spread? now) => old is null || now is null ? ""
        : old.DiffersFrom(now) ? Cell($"{100 * (now.Median / old.Median - 1):+0;-0} %") : None;
}
