using Readback.Bench.Live;
using Readback.Bench.Reports;

namespace Readback.Bench.Scenarios;

/// <summary>
/// Measures servers of streams side by side. Memory comes first, from few streams to many, while nothing is sent; then
/// the load, from many to few, in rounds that each go once through all servers.
/// </summary>
internal sealed class FeedComparison(IReadOnlyList<LiveServer> servers, Effort effort)
{
    private const int WarmUpStreams = 10;

    /// <summary>Messages on their way at once where it is the rate that is asked for.</summary>
    private const int Window = 16;

    private const double KiBPerMiB = 1024;

    private readonly Dictionary<(LiveServer, int), double> _idleKiB = [];

    public async Task<IReadOnlyList<FeedRow>> Run(int[] sizes)
    {
        foreach (var server in servers)
        {
            await Open(server, sizes);
        }
        var rows = new List<FeedRow>();
        foreach (var streams in sizes.Reverse())
        {
            rows.InsertRange(0, await Load(streams));
        }
        return rows;
    }

    private async Task Open(LiveServer server, int[] sizes)
    {
        await server.Have(WarmUpStreams);
        await server.Load(Window, effort.WarmUp);
        var before = server.ResidentMiB;
        foreach (var streams in sizes)
        {
            await server.Have(streams);
            await Task.Delay(effort.PerCase);
            _idleKiB[(server, streams)] = (server.ResidentMiB - before) * KiBPerMiB / (streams - WarmUpStreams);
        }
    }

    private async Task<IEnumerable<FeedRow>> Load(int streams)
    {
        var alone = servers.ToDictionary(server => server, _ => new List<LiveSample>());
        var several = servers.ToDictionary(server => server, _ => new List<LiveSample>());
        foreach (var server in servers)
        {
            await server.Have(streams);
            await server.Load(Window, effort.WarmUp);
        }
        for (var round = 0; round < effort.Rounds; round++)
        {
            foreach (var server in servers)
            {
                alone[server].Add(await server.Load(1, effort.PerCase));
                several[server].Add(await server.Load(Window, effort.PerCase));
            }
        }
        return servers.Select(server => Summarise(server, streams, alone[server], several[server])).ToList();
    }

    private FeedRow Summarise(LiveServer server, int streams, List<LiveSample> alone, List<LiveSample> several)
    {
        var sorted = alone.SelectMany(sample => sample.Milliseconds).Order().ToList();
        var rates = several.Select(sample => sample.Milliseconds.Count / sample.Elapsed.TotalSeconds).Order().ToList();
        return new FeedRow(
            server.Name, streams, rates[rates.Count / 2], Percentile(sorted, 0.50), Percentile(sorted, 0.99),
            several.Sum(sample => sample.ProcessorTime.TotalMicroseconds) / several.Sum(sample => sample.Milliseconds.Count),
            _idleKiB[(server, streams)], server.ResidentMiB);
    }

    private static double Percentile(List<float> sorted, double part) => sorted[(int)((sorted.Count - 1) * part)];
}
