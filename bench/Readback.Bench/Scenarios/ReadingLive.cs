using System.Diagnostics;
using Readback.Bench.Live;
using Readback.Bench.Load;
using Readback.Bench.Reports;
using Readback.Bench.Seeding;

namespace Readback.Bench.Scenarios;

/// <summary>A large space in which all members watch, and all of them read every message as soon as all have it.</summary>
internal static class ReadingLive
{
    private const string Space = "watch";
    private const int Messages = 3;
    private const int ReadersAtOnce = 64;

    /// <summary>Counts come once a second at most; the last one may come a second after the last read.</summary>
    private static readonly TimeSpan LastCounts = TimeSpan.FromSeconds(2.5);

    public static SpacePlan Plan(int members) => new(Space, members, Messages: 0, LoggedIn: members);

    public static async Task<ReceiptsRow> Measure(Stage stage, int members)
    {
        using var server = LiveServers.Product(stage, Space, members);
        await server.Have(members);
        var seconds = 0.0;
        for (var number = 1; number <= Messages; number++)
        {
            var watch = Stopwatch.StartNew();
            var id = await server.SendOne();
            await ReadByAll(stage, members, id);
            seconds += watch.Elapsed.TotalSeconds;
            await Task.Delay(LastCounts);
        }
        double PerMessage(string name) => server.Streams.Sum(stream => stream.Names.Of(name)) / (double)Messages;
        return new ReceiptsRow(
            members, Messages, PerMessage("message"), PerMessage("read"), PerMessage("receipts"), seconds / Messages);
    }

    private static Task ReadByAll(Stage stage, int members, string id) => Parallel.ForAsync(
        0, members, new ParallelOptions { MaxDegreeOfParallelism = ReadersAtOnce }, async (reader, _) =>
        {
            using var form = new FormUrlEncodedContent([new("messageId", id)]);
            using var request = new Caller(stage.Tokens[reader]).Post("/api/chat/message/set-read", Space, form);
            using var answer = await stage.Http.Send(request);
            answer.EnsureSuccessStatusCode();
        });
}
