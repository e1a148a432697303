using Readback.Bench.Live;
using Readback.Bench.Load;
using Readback.Bench.Reports;
using Readback.Bench.Seeding;
using Readback.Bench.Yardsticks;
using static Readback.Bench.Reports.MarkdownTable;

namespace Readback.Bench.Scenarios;

/// <summary>One space and many streams, beside two servers that do nothing but deliver.</summary>
internal static class FeedScenario
{
    public const string Name = "feed";

    private const string Space = "live";

    /// <summary>All of them have their streams open at once, to be measured in the same minute.</summary>
    private const int Servers = 3;

    private const double MessagesPerSecond = 50;
    private const double MessagesPerSecondRead = 10;
    private const double Seconds = 1.5;

    /// <summary>Several times as long as a reader waits from call to call: the calls at the beginning and at the end are no part of what goes on and on.</summary>
    private const double ReadingSeconds = 12;

    /// <summary>The bare server takes message after message, and so as long for each, however many there are: a part of them tells.</summary>
    private const int PartOfBurst = 4;

    public static SpacePlan Plan(Sizes sizes) => new(Space, sizes.Streams, Messages: 0, LoggedIn: sizes.Streams);

    /// <summary>Why it can't be measured here; <c>null</c> where it can.</summary>
    public static string? Shortage(Sizes sizes) => OpenFiles.Shortage(Servers * sizes.Streams);

    public static async Task<Report> Measure(Stage stage)
    {
        var (report, streams) = (new Report(Name), stage.Sizes.Streams);
        await using var signalR = await ServerProcess.StartYardstick(YardstickProgram.SignalR, stage.Directory);
        await using var bytes = await ServerProcess.StartYardstick(YardstickProgram.Bytes, stage.Directory);
        using var product = LiveServers.Product(stage.Address, stage.Server, Space, stage.Callers(streams));
        using var hub = LiveServers.SignalR(signalR);
        using var bare = LiveServers.Bytes(bytes);
        foreach (var server in new[] { product, hub, bare })
        {
            await server.Have(streams);
            await server.Usage.Settle();
        }
        await Rate(stage, report, product, hub, bare);
        await Reading(stage, report, product);
        await Burst(stage, report, product, bare);
        return report;
    }

    private static async Task Rate(Stage stage, Report report, LiveServer product, LiveServer hub, LiveServer bare)
    {
        var (subject, signalR, bytes) = (Paced(product, false), Paced(hub, true), Paced(bare, true));
        var rounds = await Rounds.Run(stage.Effort, stage.Server, [subject, signalR, bytes]);
        report.Add(rounds.Figures(Name, bytes));
        report.AtMost("CPU for one delivery", subject, rounds.Ratio(subject, bytes, Cpu), 1.1, bytes.Work);
        report.AtMost("CPU for one delivery", subject, rounds.Ratio(subject, signalR, Cpu), 1, signalR.Work);
        report.AtMost("p99 from send to receiver", subject, rounds.Ratio(subject, signalR, P99), 1, signalR.Work);

        Contestant Paced(LiveServer server, bool isLimit) => new(
            Cell($"{server.Name}, {MessagesPerSecond} a second"), Cell($"{stage.Sizes.Streams:N0} streams"), 1, time => server.Pace(MessagesPerSecond, time))
        {
            IsLimit = isLimit, Seconds = Seconds,
        };
    }

    private static async Task Reading(Stage stage, Report report, LiveServer product)
    {
        using var reading = await ReadingLive.Open(stage, product, Space);
        var size = Cell($"{stage.Sizes.Streams:N0} streams");
        var silent = new Contestant(Cell($"{product.Name}, {MessagesPerSecondRead} a second, nobody reads"), size, 1, time => product.Pace(MessagesPerSecondRead, time))
        {
            IsLimit = true, Seconds = ReadingSeconds,
        };
        var read = new Contestant(Cell($"{product.Name}, {MessagesPerSecondRead} a second, everybody reads"), size, 1, time => reading.Run(MessagesPerSecondRead, time))
        {
            Seconds = ReadingSeconds,
        };
        var rounds = await Rounds.Run(stage.Effort, stage.Server, [silent, read]);
        report.Add(rounds.Figures(Name, silent));
        report.AtMost("CPU where everybody reads live", read, rounds.Ratio(read, silent, Cpu), 1.5, "nobody reads");
    }

    private static async Task Burst(Stage stage, Report report, LiveServer product, LiveServer bare)
    {
        var (subject, bytes) = (Whole(product, stage.Sizes.Burst, false), Whole(bare, stage.Sizes.Burst / PartOfBurst, true));
        var rounds = await Rounds.Run(stage.Effort, null, [subject, bytes]);
        report.Add(rounds.Figures(Name, bytes));
        report.AtMost("burst, time for each delivery", subject, rounds.Ratio(subject, bytes, slice => 1 / slice.PerSecond), 0.5, bytes.Work);

        Contestant Whole(LiveServer server, int messages, bool isLimit) => new(
            Cell($"{server.Name}, a burst of {messages:N0}"), Cell($"{stage.Sizes.Streams:N0} streams"), 1, _ => server.Burst(messages))
        {
            IsLimit = isLimit,
        };
    }

    private static double Cpu(Slice slice) => slice.ServerMicroseconds!.Value;

    private static double P99(Slice slice) => Rounds.Percentile([.. slice.Milliseconds.Order()], 0.99);
}
