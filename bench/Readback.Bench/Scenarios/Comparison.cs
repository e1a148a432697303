using Readback.Bench.Load;
using Readback.Bench.Reports;

namespace Readback.Bench.Scenarios;

/// <summary>
/// Measures cases side by side: each round goes once through the yardsticks and all cases, so that what else the machine
/// does falls on all of them alike. Rates are the median of the rounds; percentiles are of all requests.
/// </summary>
internal sealed class Comparison(Stage stage, string scenario, bool writes)
{
    /// <summary>Code is compiled for good after some hundred calls, which one client may not make in time.</summary>
    private const int WarmUpClients = 16;

    /// <param name="clients">How many ask at once.</param>
    /// <param name="noOp">A request that the server authenticates and answers from memory.</param>
    /// <param name="cases">What to measure.</param>
    public async Task<IReadOnlyList<Row>> Run(int clients, LoadCase noOp, IReadOnlyList<LoadCase> cases)
    {
        var wires = await Connect(Math.Max(clients, WarmUpClients));
        var talks = ((LoadCase[])[noOp, .. cases]).ToDictionary(each => each, each => wires.Select((_, client) => each.Talk(client)).ToList());
        foreach (var all in talks.Values)
        {
            await ClosedLoop.Run(wires, stage.Server, stage.Effort.WarmUp, all);
        }
        Task<LoadSample> Load(LoadCase each, TimeSpan time) =>
            ClosedLoop.Run(wires[..clients], stage.Server, time, talks[each]);

        var (noOps, flushes) = (new List<double>(), new List<double>());
        var samples = cases.ToDictionary(each => each, _ => new List<LoadSample>());
        var resident = new Dictionary<LoadCase, double>();
        for (var round = 0; round < stage.Effort.Rounds; round++)
        {
            noOps.Add((await Load(noOp, stage.Effort.PerCase / 2)).PerSecond);
            if (writes)
            {
                flushes.Add(DiskYardstick.FlushesPerSecond(stage.Directory, stage.Effort.PerCase / 2));
            }
            foreach (var each in cases)
            {
                samples[each].Add(await Load(each, stage.Effort.PerCase));
                resident[each] = stage.Server.ResidentMiB();
            }
        }
        wires.ForEach(wire => wire.Dispose());
        return [.. cases.Select(each => Summarise(
            each, clients, samples[each], Median(noOps), writes ? Median(flushes) : null, resident[each]))];
    }

    private async Task<List<Wire>> Connect(int count)
    {
        var wires = new List<Wire>();
        while (wires.Count < count)
        {
            wires.Add(await Wire.Connect(stage.Http.Address));
        }
        return wires;
    }

    private Row Summarise(
        LoadCase each, int clients, List<LoadSample> samples, double noOp, double? flushes, double resident)
    {
        var sorted = samples.SelectMany(sample => sample.Milliseconds).Order().ToList();
        return new Row(
            scenario, each.Name, each.Size, clients, Median(samples.Select(sample => sample.PerSecond)),
            Percentile(sorted, 0.50), Percentile(sorted, 0.99), samples.Sum(sample => sample.Refused), noOp, flushes,
            samples.Sum(sample => sample.ProcessorTime.TotalMicroseconds) / sorted.Count, resident);
    }

    private static double Median(IEnumerable<double> values) => Percentile([.. values.Order()], 0.50);

    private static double Percentile(List<double> sorted, double part) => sorted[(int)((sorted.Count - 1) * part)];
}
