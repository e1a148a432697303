using System.Text;
using Microsoft.Extensions.Time.Testing;
using Readback.Log;

namespace Readback.Tests.Model;

/// <summary>Lets one history happen to the product and to the naive model, and compares each answer on the way.</summary>
internal sealed class History(RealChat real, NaiveChat naive, IReadOnlyList<string> people, FakeTimeProvider clock, Comparison comparison)
{
    private readonly HashSet<string> _deleted = [];

    private DateTimeOffset Now => SpaceClock.Now(clock);

    public async Task Play(Step step)
    {
        clock.AdjustTime(clock.GetUtcNow().AddMilliseconds(step.Milliseconds));
        var person = people[step.Person];
        switch (step.Kind)
        {
            case StepKind.Send:
                await Send(person, step.Text, key: null);
                break;
            case StepKind.RepeatWithKey:
                await SendTwice(person, step.Text);
                break;
            case StepKind.SetRead:
                await SetRead(person, step.Picks, naive.Inbox(person, isRead: null).Select(row => row.Message.Number).ToList());
                break;
            case StepKind.SetReadOfForeign:
                await SetRead(person, step.Picks, [.. Enumerable.Range(0, naive.Messages.Count + 2).Select(number => (long)number)]);
                break;
            case StepKind.Join when !_deleted.Contains(person):
                Assert.Equal(!naive.Members.Contains(person), await real.Join(person));
                naive.Join(person, Now);
                break;
            case StepKind.Leave:
                Assert.Equal(naive.Members.Contains(person), await real.Leave(person));
                naive.Leave(person, Now);
                break;
            case StepKind.Filter:
                await comparison.Filter(Rune.GetRuneAt(step.Text, 0).ToString());
                break;
            case StepKind.Delete when _deleted.Add(person):
                await real.Delete(person);
                naive.Leave(person, Now);
                break;
        }
    }

    private async Task<LogAnswer> Send(string person, string content, string? key)
    {
        var answer = await real.Send(person, content, key);
        var expected = _deleted.Contains(person) ? LogOutcome.SessionEnded
            : naive.Send(person, content, Now) ? LogOutcome.Done : LogOutcome.NotAMember;
        Assert.Equal(expected, answer.Outcome);
        return answer;
    }

    private async Task SendTwice(string person, string content)
    {
        var key = $"key-{naive.Messages.Count}";
        var first = await Send(person, content, key);
        if (first.Outcome == LogOutcome.Done)
        {
            Assert.Equal(first, await real.Send(person, content, key));
            Assert.Equal(LogOutcome.KeyUsedForAnotherMessage, (await real.Send(person, content + "!", key)).Outcome);
        }
    }

    private async Task SetRead(string person, IReadOnlyList<int> picks, List<long> choices)
    {
        if (choices.Count == 0)
        {
            return;
        }
        var numbers = picks.Select(pick => choices[pick % choices.Count]).ToList();
        var outcome = await real.SetRead(person, numbers);
        var expected = _deleted.Contains(person) ? LogOutcome.SessionEnded
            : !naive.Members.Contains(person) ? LogOutcome.NotAMember
            : naive.SetRead(person, numbers, Now) is null ? LogOutcome.NotInInbox : LogOutcome.Done;
        Assert.Equal(expected, outcome);
    }
}
