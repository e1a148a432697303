using CsCheck;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Readback.Log;
using Readback.Storage.Search;
using Readback.Tests.Hosting;

namespace Readback.Tests.Model;

/// <summary>Random histories of a space, and everything that its people can see afterwards, against the naive model.</summary>
public sealed class ModelTests
{
    private static readonly int Histories = TestData.IsPostgres ? 400 : 2000;

    private static readonly Gen<(Step[] Steps, string[] Needles, int PageSize)> AnyHistory =
        Gen.Select(Step.Any.Array[1, 40], Step.AnyText.Array[3], Gen.Int[1, 7]);

    [Fact]
    public async Task What_people_see_is_what_one_row_per_recipient_would_show()
    {
        await using var data = await TestData.Create();
        var clock = new FakeTimeProvider(DateTimeOffset.Parse("2026-11-23T09:15:00Z", null));
        await using var store = await data.Open();
        using var meters = new TestMeterFactory();
        await using var log = new LogWriter(store, clock, new LogSignal(), new LogMetrics(meters), NullLogger<LogWriter>.Instance);
        // Shared by all spaces, and too small for all of them.
        var kept = new KeptAnswers(maxBytes: 64 * 1024);
        var histories = 0;

        await AnyHistory.SampleAsync(
            async history =>
            {
                var name = $"space-{Interlocked.Increment(ref histories)}";
                string[] people = [$"Ayse {name}", $"bora {name}", $"Chen {name}", $"ßorcu {name}"];
                var real = new RealChat(store, log, clock, kept);
                var naive = new NaiveChat();
                await real.Open(name, people);
                var comparison = new Comparison(real, naive, people, history.PageSize);
                var play = new History(real, naive, people, clock, comparison);
                foreach (var person in Enumerable.Range(0, people.Length - 1))
                {
                    await play.Play(new Step(StepKind.Join, person, "", [], 0));
                }
                foreach (var step in history.Steps)
                {
                    await play.Play(step);
                }
                await comparison.All(history.Needles);
            },
            iter: Histories, threads: 1);
    }
}
