using System.IO.Pipelines;
using System.Text;
using CsCheck;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Readback.Export;
using Readback.Http;
using Readback.Log;
using Readback.Storage;
using Readback.Storage.Search;
using Readback.Tests.Hosting;
using Readback.Tests.Model;

namespace Readback.Tests.Export;

/// <summary>
/// Random histories, exported at their end, and once more while they go on: what comes is the model's, byte for byte, as it
/// was at the position that the export shows.
/// </summary>
public sealed class ExportModelTests
{
    private static readonly int Histories = TestData.IsPostgres ? 60 : 300;

    private static readonly Gen<(Step[] Before, Step[] Meanwhile, int PageSize)> AnyHistory =
        Gen.Select(Step.Any.Array[1, 30], Step.Any.Array[1, 12], Gen.Int[1, 4]);

    [Fact]
    public async Task An_export_is_the_models_rows_as_of_its_position()
    {
        await using var data = await TestData.Create();
        var clock = new FakeTimeProvider(DateTimeOffset.Parse("2026-11-23T09:15:00Z", null));
        await using var store = await data.Open();
        using var meters = new TestMeterFactory();
        await using var log = new LogWriter(store, clock, new LogSignal(), new LogMetrics(meters), NullLogger<LogWriter>.Instance);
        var histories = 0;

        await AnyHistory.SampleAsync(
            async history =>
            {
                var name = $"space-{Interlocked.Increment(ref histories)}";
                string[] people = [$"Ayse {name}", $"bora {name}", $"Chen {name}", $"ßorcu {name}"];
                var real = new RealChat(store, log, clock, new KeptAnswers(64 * 1024));
                var naive = new NaiveChat();
                await real.Open(name, people);
                var play = new History(real, naive, people, clock, new Comparison(real, naive, people, 3));
                foreach (var person in Enumerable.Range(0, people.Length - 1))
                {
                    await play.Play(new Step(StepKind.Join, person, "", [], 0));
                }
                foreach (var step in history.Before)
                {
                    await play.Play(step);
                }
                var middle = naive.Messages.Count == 0 ? clock.GetUtcNow() : naive.Messages[naive.Messages.Count / 2].CreatedAt;
                var (all, early) = (default(DateBounds), new DateBounds(null, middle));
                var (allThen, earlyThen) = (Expected(naive, real, _ => true), Expected(naive, real, m => m.CreatedAt <= middle));
                // The order is taken now, and the history goes on with every page that is fetched.
                var plan = (await store.Read(db => ExportPlan.Make(db, real.SpaceId, all, null)))!;
                var meanwhile = new Queue<Step>(history.Meanwhile);
                AssertSame(allThen, await Export(store, plan, name, all, history.PageSize, async () =>
                {
                    if (meanwhile.TryDequeue(out var step))
                    {
                        await play.Play(step);
                    }
                }));
                while (meanwhile.TryDequeue(out var step))
                {
                    await play.Play(step);
                }

                // All is over, and the position that was is asked for; then the end.
                var again = (await store.Read(db => ExportPlan.Make(db, real.SpaceId, early, plan.Position)))!;
                AssertSame(earlyThen, await Export(store, again, name, early, history.PageSize));
                var last = (await store.Read(db => ExportPlan.Make(db, real.SpaceId, all, null)))!;
                AssertSame(Expected(naive, real, _ => true), await Export(store, last, name, all, ExportReader.MaxMessages));
                Assert.Null(await store.Read(db => ExportPlan.Make(db, real.SpaceId, all, last.Position + 1)));
            },
            iter: Histories, threads: 1);
    }

    /// <summary>All that is to come after a head; the model goes on, so that it is written down now.</summary>
    private static Func<string, string> Expected(NaiveChat naive, RealChat real, Func<NaiveMessage, bool> isWanted)
    {
        var messages = ExpectedExport.Messages(naive, real.SpaceId, isWanted);
        var rows = naive.Recipients.Where(row => isWanted(row.Message))
            .Select(row => new NaiveRecipient(row.Message, row.Username) { ReadAt = row.ReadAt }).ToList();
        var count = naive.Messages.Count(isWanted);
        return head => head + messages + ExpectedExport.End(head + messages, rows, count);
    }

    private static void AssertSame(Func<string, string> expected, string export) =>
        Assert.Equal(expected(export[..(export.IndexOf('\n') + 1)]), export);

    private static async Task<string> Export(
        IStore store, ExportPlan plan, string name, DateBounds dates, int pageSize, Func<Task>? between = null)
    {
        Assert.True(ExportZone.TryFind("Europe/Istanbul", out var zone));
        var head = new ExportHead(name, dates, zone, plan.Log, plan.Position, plan.Messages, "chen", DateTimeOffset.UnixEpoch);
        var disturbed = new Disturbed(store, between ?? (() => Task.CompletedTask));
        using var bytes = new MemoryStream();
        var pipe = PipeWriter.Create(bytes, new StreamPipeWriterOptions(leaveOpen: true));
        Assert.NotNull(await new ExportRun(new ExportReader(disturbed, plan, pageSize), head, new JsonLines()).Write(pipe, _ => true, default));
        await pipe.CompleteAsync();
        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    /// <summary>Lets something happen before every page.</summary>
    private sealed class Disturbed(IReads reads, Func<Task> between) : IReads
    {
        public async Task<T> Read<T>(Func<Db, ValueTask<T>> read, CancellationToken cancellation = default)
        {
            await between();
            return await reads.Read(read, cancellation);
        }
    }
}
