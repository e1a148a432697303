using System.Diagnostics;
using Readback.Bench.Load;
using Readback.Bench.Reports;

namespace Readback.Bench.Scenarios;

/// <summary>
/// Measures contestants in turn: each round goes once through all of them, limits among them, so that what else the machine
/// does falls on all alike. Ratios are taken within a round; all that is said of rounds is their median and quartiles.
/// </summary>
internal sealed class Rounds
{
    /// <summary>Of fewer times than these, the one in a hundred or thousand is chance.</summary>
    private const int FewestForP99 = 100;
    private const int FewestForP999 = 1000;

    /// <summary>How long each runs at a time before it is measured, and how often at most.</summary>
    private const double WarmUpSeconds = 1;
    private const int MaxWarmUps = 8;

    /// <summary>A server whose runtime spends less of the time than this on compiling has what it runs.</summary>
    private const double MaxCompiling = 0.02;

    private readonly Dictionary<Contestant, List<Slice>> _slices = [];

    /// <summary>How often each is run in all, at most.</summary>
    public static int MaxRuns(Effort effort) => effort.Rounds + MaxWarmUps;

    /// <summary>Runs all in turn until the server is warm, and then for as many rounds as are measured.</summary>
    /// <param name="effort">How long and how often.</param>
    /// <param name="server">The product's server, which tells when it is warm; none where what is measured needs no warming up.</param>
    /// <param name="contestants">What is measured.</param>
    public static async Task<Rounds> Run(Effort effort, ServerUsage? server, IReadOnlyList<Contestant> contestants)
    {
        if (server is not null)
        {
            await WarmUp(effort, server, contestants);
        }
        var rounds = new Rounds();
        foreach (var each in contestants)
        {
            rounds._slices[each] = [];
        }
        for (var round = 0; round < effort.Rounds; round++)
        {
            foreach (var each in contestants)
            {
                rounds._slices[each].Add(await each.Run(effort.Stretch(each.Seconds)));
            }
        }
        return rounds;
    }

    /// <summary>
    /// The runtime compiles anew, and better, what it sees run often, and takes a good part of a processor for that meanwhile: none
    /// of it in a server that runs for weeks.
    /// </summary>
    private static async Task WarmUp(Effort effort, ServerUsage server, IReadOnlyList<Contestant> contestants)
    {
        var (isCompiling, cold) = (true, contestants.ToList());
        for (var turn = 0; isCompiling && turn < (effort.IsQuick ? 1 : MaxWarmUps); turn++)
        {
            var (watch, before) = (Stopwatch.StartNew(), await CompilationSeconds());
            foreach (var each in cold.ToList())
            {
                var slice = await each.Run(effort.Stretch(WarmUpSeconds));
                if (slice.Server is null)
                {
                    // Done by no server, but by this program or by the database.
                    cold.Remove(each);
                }
            }
            isCompiling = await CompilationSeconds() - before > MaxCompiling * watch.Elapsed.TotalSeconds;
        }

        async Task<double> CompilationSeconds() => (await server.Read()).Told!.CompilationSeconds;
    }

    public IReadOnlyList<Slice> Of(Contestant contestant) => _slices[contestant];

    public Spread Spread(Contestant contestant, Func<Slice, double> value) => Reports.Spread.Of(_slices[contestant].Select(value));

    /// <summary>How one stands to another, in pairs of one round each.</summary>
    public Spread Ratio(Contestant subject, Contestant limit, Func<Slice, double> value) => Ratio(subject, limit, value, value);

    public Spread Ratio(Contestant subject, Contestant limit, Func<Slice, double> value, Func<Slice, double> limitValue) =>
        Reports.Spread.Of(_slices[subject].Zip(_slices[limit], (a, b) => value(a) / limitValue(b)));

    /// <summary>A line for each contestant, beside one of them.</summary>
    public IEnumerable<Figure> Figures(string scenario, Contestant? beside) => _slices.Select(pair => Figure(scenario, pair.Key, pair.Value, beside));

    private Figure Figure(string scenario, Contestant each, List<Slice> slices, Contestant? beside)
    {
        var sorted = slices.SelectMany(slice => slice.Milliseconds).Order().ToList();
        var operations = Math.Max(1.0, slices.Sum(slice => slice.Operations));
        return new Figure(scenario, each.Work, each.Size, each.Clients, each.IsLimit, Reports.Spread.Of(slices.Select(slice => slice.PerSecond)))
        {
            Settled = slices[0].UntilQuiet is null ? null : Reports.Spread.Of(slices.Select(slice => slice.SettledPerSecond)),
            P50 = Percentile(sorted, 0.5),
            P99 = sorted.Count < FewestForP99 ? double.NaN : Percentile(sorted, 0.99),
            P999 = sorted.Count < FewestForP999 ? double.NaN : Percentile(sorted, 0.999),
            ServerMicroseconds = slices[0].Server is null ? null : Reports.Spread.Of(slices.Select(slice => slice.ServerMicroseconds!.Value)),
            OwnMicroseconds = slices.Sum(slice => slice.Own.TotalMicroseconds) / operations,
            AllocatedBytes = slices.Exists(slice => slice.Allocated is null) ? null : slices.Sum(slice => slice.Allocated) / operations,
            ResidentMiB = slices[^1].ResidentMiB,
            Refused = slices.Sum(slice => slice.Refused),
            ToLimit = beside is null || beside == each ? null : Ratio(each, beside, slice => slice.PerSecond),
        };
    }

    /// <summary>The median of one stretch's times.</summary>
    public static double Median(Slice slice) => Percentile([.. slice.Milliseconds.Order()], 0.5);

    public static double Percentile(IReadOnlyList<float> sorted, double part) =>
        sorted.Count == 0 ? double.NaN : sorted[(int)((sorted.Count - 1) * part)];
}
