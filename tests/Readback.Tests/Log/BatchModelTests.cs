using CsCheck;
using Readback.Log;
using Readback.Storage;
using Readback.Tests.Hosting;
using Readback.Tests.Model;

namespace Readback.Tests.Log;

/// <summary>Random batches against the naive model, which takes their changes one after another.</summary>
public sealed class BatchModelTests
{
    private static readonly int Histories = TestData.IsPostgres ? 60 : 150;

    private static readonly string[] Names = ["ayse", "bora", "chen"];

    private static readonly Gen<Change> AnyChange = Gen.Select(
        Gen.Int[0, 2], Gen.Bool, Gen.Int[0, 6], Gen.Int[0, 3], Gen.Int[1, 30].Array[1, 8],
        (person, isRead, key, text, numbers) => new Change(person, isRead ? numbers : null, key < 3 ? $"k{key}" : null, $"text {text}"));

    /// <summary>Each batch, and who joins or leaves after it (nobody: 3).</summary>
    private static readonly Gen<(Change[] Batch, int Mover)[]> AnyHistory =
        Gen.Select(AnyChange.Array[1, 12], Gen.Int[0, 3]).Array[1, 5];

    [Fact]
    public async Task A_batch_does_what_its_changes_would_have_done_one_by_one()
    {
        await using var rig = await LogRig.Create();
        var spaces = 0;
        await AnyHistory.SampleAsync(
            async history =>
            {
                var suffix = $" {++spaces}";
                string[] people = [.. Names.Select(name => name + suffix)];
                var real = new RealChat(rig.Store, rig.Writer, rig.Clock);
                var naive = new NaiveChat();
                var keys = new Dictionary<(string Person, string Key), (string Text, long Number)>();
                await real.Open("space" + suffix, people);
                foreach (var person in people)
                {
                    await Move(real, naive, person, rig);
                }
                foreach (var (batch, mover) in history)
                {
                    rig.Clock.Advance(TimeSpan.FromSeconds(1));
                    var answers = await rig.AppendTogether(batch.Select(change => (Func<Task<LogAnswer>>)(() => Append(real, people, change))));
                    foreach (var (change, answer) in batch.Zip(answers))
                    {
                        Assert.Equal(Expected(naive, keys, people[change.Person], change, SpaceClock.Now(rig.Clock), real.SpaceId), answer);
                    }
                    if (mover < people.Length)
                    {
                        await Move(real, naive, people[mover], rig);
                    }
                }
                await new Comparison(real, naive, people, pageSize: 4).All(["text", "1", "t 2"]);
            },
            iter: Histories, threads: 1);
        await rig.AssertSound();
    }

    private static async Task Move(RealChat real, NaiveChat naive, string person, LogRig rig)
    {
        var isMember = naive.Members.Contains(person);
        Assert.True(isMember ? await real.Leave(person) : await real.Join(person));
        if (isMember)
        {
            naive.Leave(person, SpaceClock.Now(rig.Clock));
        }
        else
        {
            naive.Join(person, SpaceClock.Now(rig.Clock));
        }
    }

    private static async Task<LogAnswer> Append(RealChat real, string[] people, Change change) => change.Numbers is { } numbers
        ? new LogAnswer(await real.SetRead(people[change.Person], numbers.Select(number => (long)number)))
        : await real.Send(people[change.Person], change.Text, change.Key);

    private static LogAnswer Expected(
        NaiveChat naive, Dictionary<(string, string), (string Text, long Number)> keys, string person, Change change,
        DateTimeOffset now, long space)
    {
        if (!naive.Members.Contains(person))
        {
            return new LogAnswer(LogOutcome.NotAMember);
        }
        if (change.Numbers is { } numbers)
        {
            var isDone = naive.SetRead(person, [.. numbers.Select(number => (long)number)], now) is not null;
            return new LogAnswer(isDone ? LogOutcome.Done : LogOutcome.NotInInbox);
        }
        if (change.Key is { } key && keys.TryGetValue((person, key), out var used))
        {
            return used.Text == change.Text
                ? new LogAnswer(LogOutcome.Done, MessageId.Of(space, used.Number))
                : new LogAnswer(LogOutcome.KeyUsedForAnotherMessage);
        }
        naive.Send(person, change.Text, now);
        if (change.Key is not null)
        {
            keys[(person, change.Key)] = (change.Text, naive.Messages.Count);
        }
        return new LogAnswer(LogOutcome.Done, MessageId.Of(space, naive.Messages.Count));
    }

    /// <summary>A message, or a reading where there are numbers.</summary>
    private sealed record Change(int Person, int[]? Numbers, string? Key, string Text);
}
