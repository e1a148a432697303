using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Readback.Log;
using Readback.Storage;
using Readback.Storage.Verification;
using Readback.Tests.Hosting;
using Readback.Tests.Model;

namespace Readback.Tests.Storage;

/// <summary>A database of any earlier schema opens, and shows and goes on with all that it held.</summary>
public sealed class FewerRowsTests
{
    private const int Steps = 560;

    private static readonly string[] People = ["ayse", "bora", "chen", "dina"];

    /// <summary>How many scripts have run, from the first alone to all but the newest.</summary>
    public static TheoryData<int> Earlier => [.. Enumerable.Range(1, SchemaScripts.For(TestData.IsPostgres ? "Postgres" : "Sqlite").Count - 1)];

    [Theory]
    [MemberData(nameof(Earlier))]
    public async Task A_database_of_an_earlier_schema_shows_the_same_as_before_and_goes_on(int scripts)
    {
        var clock = new FakeTimeProvider(ReadbackServer.Start);
        await using var data = await TestData.Create();
        var first = new FirstSchema(People);
        Live(first, clock);
        Assert.InRange(first.Naive.Messages.Count, 257, Steps);
        await first.Write(data, SpaceClock.Now(clock), scripts);

        await using var store = await data.Open();
        using var meters = new TestMeterFactory();
        await using var writer = new LogWriter(
            store, clock, new LogSignal(), new LogMetrics(meters), NullLogger<LogWriter>.Instance);
        var real = new RealChat(store, writer, clock);
        real.GoOn(FirstSchema.Space, People.ToDictionary(person => person, first.UserId));
        await Compare(store, real, first.Naive);
        await CompareLog(store, first);

        await GoOn(real, first.Naive, clock);
        await Compare(store, real, first.Naive);
    }

    /// <summary>Messages of all, reads of one, of many and of all there is, and people who come and go.</summary>
    private static void Live(FirstSchema space, FakeTimeProvider clock)
    {
        var random = new Random(7);
        foreach (var person in People)
        {
            space.Join(person, SpaceClock.Now(clock));
        }
        for (var step = 0; step < Steps; step++)
        {
            // Now and then the clock is set back by a minute.
            clock.AdjustTime(clock.GetUtcNow() + TimeSpan.FromMilliseconds(random.Next(40) == 0 ? -60_000 : random.Next(0, 3000)));
            var (person, now) = (People[random.Next(People.Length)], SpaceClock.Now(clock));
            if (random.Next(20) == 0 || !space.Naive.Members.Contains(person))
            {
                Move(space, person, now);
            }
            else if (random.Next(3) > 0)
            {
                space.Send(person, $"text {step}", now);
            }
            else
            {
                Read(space, person, random, now);
            }
        }
    }

    private static void Move(FirstSchema space, string person, DateTimeOffset now)
    {
        if (space.Naive.Members.Contains(person))
        {
            space.Leave(person, now);
        }
        else
        {
            space.Join(person, now);
        }
    }

    private static void Read(FirstSchema space, string person, Random random, DateTimeOffset now)
    {
        var inbox = space.Naive.Inbox(person, isRead: null).Select(row => row.Message.Number).ToList();
        if (inbox.Count > 0)
        {
            var from = random.Next(inbox.Count);
            space.Read(person, inbox.GetRange(from, random.Next(3) switch
            {
                0 => 1,
                1 => Math.Min(4, inbox.Count - from),
                _ => inbox.Count - from,
            }), now);
        }
    }

    private static async Task Compare(IStore store, RealChat real, NaiveChat naive)
    {
        var found = await store.Read(db => Verifier.Run(db, Verifier.Checks, _ => { }));
        Assert.Equal("", string.Join('\n', found.Select(result => $"{result.Name}: {string.Join("; ", result.Examples)}")));
        await new Comparison(real, naive, People, pageSize: 100).All(["text 1"]);
    }

    /// <summary>From wherever the log is asked, in steps of whatever size: every position once, and what it was.</summary>
    private static async Task CompareLog(IStore store, FirstSchema first)
    {
        var whole = await store.Read(db => LogEntries.After(db, FirstSchema.Space, 0, int.MaxValue));
        Assert.Equal(Enumerable.Range(1, whole.Count).Select(position => (long)position), whole.Select(step => step.Position));
        Assert.Equal(first.Naive.Messages.Select(m => m.Content), whole.Select(step => step.Message?.Content).OfType<string>());
        Assert.Equal(
            first.LogRows, whole.Select(step => (step.Entry?.Kind ?? "message", step.Username, step.Message?.Number, step.Entry?.Ranges)));
        for (var position = 0; position <= whole.Count; position += 13)
        {
            var part = await store.Read(db => LogEntries.After(db, FirstSchema.Space, position, 20));
            Assert.Equal(whole.Skip(position).Take(20), part);
        }
        Assert.Empty(await store.Read(db => LogEntries.After(db, FirstSchema.Space, long.MaxValue / 2, 20)));
    }

    private static async Task GoOn(RealChat real, NaiveChat naive, FakeTimeProvider clock)
    {
        clock.Advance(TimeSpan.FromMinutes(1));
        var person = naive.Members.First();
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(LogOutcome.Done, (await real.Send(person, $"text {i} after")).Outcome);
            naive.Send(person, $"text {i} after", SpaceClock.Now(clock));
        }
        foreach (var reader in naive.Members)
        {
            long[] all = [.. naive.Inbox(reader, isRead: null).Select(row => row.Message.Number)];
            Assert.Equal(LogOutcome.Done, await real.SetRead(reader, all));
            naive.SetRead(reader, all, SpaceClock.Now(clock));
            Assert.Equal((0, all.Length), await real.Unread(reader));
        }
    }
}
