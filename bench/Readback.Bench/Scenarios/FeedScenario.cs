using Readback.Bench.Live;
using Readback.Bench.Load;
using Readback.Bench.Reports;
using Readback.Bench.Seeding;
using Readback.Bench.Yardsticks;

namespace Readback.Bench.Scenarios;

/// <summary>One sender and many streams, beside two servers that do nothing but deliver.</summary>
internal static class FeedScenario
{
    public const string Name = "feed";

    private const string Space = "live";

    /// <summary>All of them have their streams open at once, to be measured in the same minute.</summary>
    private const int Servers = 3;

    /// <summary>Enough that no member has more streams than it may.</summary>
    private const int Members = 100;

    public static Scenario Of(Sizes sizes) => new(
        Name, "An event is made once for all streams: a delivery costs little more than writing its bytes.",
        [new SpacePlan(Space, Members, Messages: 0, LoggedIn: Members), ReadingLive.Plan(sizes.Readers)],
        stage => Measure(stage, sizes));

    /// <summary>Why it can't be measured here; <c>null</c> where it can.</summary>
    public static string? Shortage(Sizes sizes) => OpenFiles.Shortage(Servers * sizes.Streams.Max());

    private static async Task<Report> Measure(Stage stage, Sizes sizes)
    {
        await using var signalR = await ServerProcess.StartYardstick(YardstickProgram.SignalR, stage.Directory);
        await using var bytes = await ServerProcess.StartYardstick(YardstickProgram.Bytes, stage.Directory);
        List<LiveServer> servers =
        [
            LiveServers.Product(stage, Space, Members), LiveServers.SignalR(signalR, stage.Http), LiveServers.Bytes(bytes, stage.Http),
        ];
        IReadOnlyList<FeedRow> rows;
        try
        {
            rows = await new FeedComparison(servers, stage.Effort).Run(sizes.Streams);
        }
        finally
        {
            servers.ForEach(server => server.Dispose());
        }
        var receipts = await ReadingLive.Measure(stage, sizes.Readers);
        return new Report([.. rows, receipts], output =>
        {
            FeedRow.Write(output, rows);
            output.WriteLine();
            receipts.Write(output);
        });
    }
}
