namespace Readback.Bench.Reports;

/// <summary>Which pictures are made of a run's results.</summary>
internal static class Plots
{
    /// <summary>Returns what was written, for the page to show.</summary>
    public static IReadOnlyList<(string Scenario, string File, string Title)> Write(Results results, string folder)
    {
        var written = new List<(string, string, string)>();
        Plot("send", "performance-send.svg", "Sends and their limits, messages a second, most clients", "/s",
            Most(results, "send").Select(figure => BarOf(figure, figure.Settled ?? figure.PerSecond)));
        Plot("send on PostgreSQL", "performance-send-postgres.svg", "Sends on PostgreSQL beside pgbench, a second", "/s",
            Most(results, "send on PostgreSQL").Select(figure => BarOf(figure, figure.Settled ?? figure.PerSecond)));
        Plot("inbox", "performance-inbox.svg", "Pages of an inbox, requests a second, most clients", "/s",
            Most(results, "inbox").Select(figure => BarOf(figure, figure.PerSecond)));
        Plot("filter", "performance-filter.svg", "Filters, p50 in ms: the line is what is wanted at most", "ms",
            results.Promises.Where(promise => promise.Scenario == "filter")
                .Select(promise => new Bar(promise.Work.Replace(", p50 ms", "", StringComparison.Ordinal), promise.Measured, false, promise.Target)));
        Plot("feed", "performance-feed.svg", "The feed, the server's processor time in µs for one delivery", "µs",
            results.Figures.Where(figure => figure.Scenario == "feed" && figure.ServerMicroseconds is not null)
                .Select(figure => BarOf(figure, figure.ServerMicroseconds!)));
        return written;

        void Plot(string scenario, string file, string title, string unit, IEnumerable<Bar> bars)
        {
            if (bars.ToList() is { Count: > 0 } all)
            {
                System.IO.Directory.CreateDirectory(folder);
                File.WriteAllText(Path.Combine(folder, file), BarPlot.Draw(title, unit, all));
                written.Add((scenario, file, title));
            }
        }
    }

    private static IEnumerable<Figure> Most(Results results, string scenario)
    {
        var figures = results.Figures.Where(figure => figure.Scenario == scenario).ToList();
        return figures.Where(figure => figure.Clients == figures.Max(each => each.Clients));
    }

    private static Bar BarOf(Figure figure, Spread value) =>
        new(figure.Size.Length == 0 ? figure.Work : $"{figure.Work}, {figure.Size}", value, figure.IsLimit, null);
}
