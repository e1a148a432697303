using Readback.Bench.Live;
using Readback.Bench.Load;
using Readback.Bench.Reports;
using Readback.Bench.Seeding;
using Readback.Bench.Yardsticks;
using static Readback.Bench.Reports.MarkdownTable;

namespace Readback.Bench.Scenarios;

/// <summary>What a server takes that has nothing to do: to start, to be there, and to hold streams. Each round is a new process.</summary>
internal static class StartScenario
{
    private const string Space = "rest";
    private const double MessagesPerSecond = 10;
    private const double MegabytesPerMiB = 1.048576;
    private const double KiBPerMiB = 1024;

    public static async Task<Report> Measure(Stage stage)
    {
        var (report, streams) = (new Report("start"), stage.Sizes.Streams);
        var directory = Path.Combine(Path.GetDirectoryName(stage.Directory)!, "rest");
        var seeded = await Seeder.Seed(directory, [new SpacePlan(Space, 2 * streams, Messages: 0, LoggedIn: 2 * streams)]);
        Caller[] members = [.. seeded.Tokens.Select((token, member) => new Caller(member, token))];
        var (product, signalR, bytes) = (new List<Rest>(), new List<Rest>(), new List<Rest>());
        for (var round = 0; round < stage.Effort.Rounds; round++)
        {
            product.Add(await Look(stage, await ServerProcess.Start(stage.Executable, directory), server =>
                LiveServers.Product(server.Address, new ServerUsage(server.Id), Space, members)));
            signalR.Add(await Look(stage, await ServerProcess.StartYardstick(YardstickProgram.SignalR, directory), LiveServers.SignalR));
            bytes.Add(await Look(stage, await ServerProcess.StartYardstick(YardstickProgram.Bytes, directory), LiveServers.Bytes));
        }
        var of = new Contestant("", Cell($"{streams:N0} streams"), 1, _ => throw new NotSupportedException());
        var alone = of with { Size = "" };
        report.AtMost("start to first answer, ms", alone, Of(product, rest => rest.StartMilliseconds), 400, "bare bytes", Of(bytes, rest => rest.StartMilliseconds));
        report.AtMost("memory of an idle server, MB", alone, Of(product, rest => rest.IdleMegabytes), 60, "bare bytes", Of(bytes, rest => rest.IdleMegabytes));
        report.AtMost("memory of an idle stream, KiB", of, Of(product, rest => rest.KiBPerStream), null, "bare bytes", Of(bytes, rest => rest.KiBPerStream));
        report.AtMost("memory of an idle stream, KiB", of, Of(product, rest => rest.KiBPerStream), null, "SignalR hub", Of(signalR, rest => rest.KiBPerStream));
        report.AtMost("memory of an idle stream, over the bare one", of, Spread.Of(product.Zip(bytes, (one, other) => one.KiBPerStream / other.KiBPerStream)), 1.1, "bare bytes");
        return report;
    }

    private static async Task<Rest> Look(Stage stage, ServerProcess process, Func<ServerProcess, LiveServer> serve)
    {
        await using var owned = process;
        using var server = serve(process);
        await server.Usage.Settle();
        var idle = server.Usage.ResidentMiB();
        var before = await Settled(server, stage.Sizes.Streams, stage.Effort);
        var after = await Settled(server, 2 * stage.Sizes.Streams, stage.Effort);
        return new Rest(
            process.ToFirstAnswer.TotalMilliseconds, idle * MegabytesPerMiB,
            (after - before) * KiBPerMiB / stage.Sizes.Streams);
    }

    /// <summary>
    /// What the process takes with so many streams that all have brought something and rest now. To begin with, the runtime
    /// compiles what streams need, so that only what more of them take is theirs.
    /// </summary>
    private static async Task<double> Settled(LiveServer server, int streams, Effort effort)
    {
        await server.Have(streams);
        await server.Pace(MessagesPerSecond, effort.Stretch(0.5));
        await server.Usage.Settle();
        return server.Usage.ResidentMiB();
    }

    private static Spread Of(IEnumerable<Rest> rests, Func<Rest, double> value) => Spread.Of(rests.Select(value));

    private sealed record Rest(double StartMilliseconds, double IdleMegabytes, double KiBPerStream);
}
