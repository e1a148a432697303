using Readback.Log;
using Readback.Storage;
using Readback.Tests.Model;

namespace Readback.Tests.Log;

/// <summary>Changes that share a commit: each sees those before it, and none is harmed by another.</summary>
public sealed class BatchTests : IAsyncLifetime
{
    private LogRig _rig = null!;
    private RealChat _chat = null!;

    public async ValueTask InitializeAsync()
    {
        _rig = await LogRig.Create();
        _chat = new RealChat(_rig.Store, _rig.Writer, _rig.Clock);
        await _chat.Open("boiler-2", ["ayse", "bora", "chen"]);
        await _chat.Join("ayse");
        await _chat.Join("bora");
    }

    public async ValueTask DisposeAsync()
    {
        await _rig.AssertSound();
        await _rig.DisposeAsync();
    }

    [Fact]
    public async Task What_is_refused_takes_no_number_and_no_neighbour_along()
    {
        await _chat.Send("ayse", "first", "k1");
        var answers = await _rig.AppendTogether(
        [
            () => _chat.Send("ayse", "second"),
            () => _chat.Send("chen", "not a member"),
            () => _chat.Send("bora", "third"),
            () => _chat.Send("ayse", "another content", "k1"),
            () => Read("bora", 1, 99),
            () => Read("bora", 1, 2),
            () => _chat.Send("ayse", "fourth"),
        ]);
        Assert.Equal(
            [LogOutcome.Done, LogOutcome.NotAMember, LogOutcome.Done, LogOutcome.KeyUsedForAnotherMessage,
                LogOutcome.NotInInbox, LogOutcome.Done, LogOutcome.Done],
            answers.Select(answer => answer.Outcome));
        Assert.Equal([2, 3, 4], answers.Where(answer => answer.MessageId > 0).Select(answer => MessageId.Number(answer.MessageId)));
        Assert.Equal((1, 4), await _chat.Unread("bora"));
        Assert.Equal((1, 4), await _chat.Unread("ayse"));
    }

    [Fact]
    public async Task What_the_database_refuses_harms_itself_alone()
    {
        var author = Author("ayse");
        var answers = await _rig.AppendTogether(
        [
            () => _chat.Send("ayse", "first"),
            () => _rig.Writer.Append(new SendItem(author, "no hash beside its key", "k1", null!)),
            () => _chat.Send("bora", "second", "k1"),
            () => _rig.Writer.Append(new SendItem(author, "no hash beside its key", "k2", null!)),
            () => Read("bora", 1),
        ]);
        Assert.Equal(
            [LogOutcome.Done, LogOutcome.Unavailable, LogOutcome.Done, LogOutcome.Unavailable, LogOutcome.Done],
            answers.Select(answer => answer.Outcome));
        Assert.Equal((0, 2), await _chat.Unread("bora"));
    }

    [Fact]
    public async Task Of_one_key_in_one_batch_the_first_is_stored_and_the_rest_answered_by_it()
    {
        var answers = await _rig.AppendTogether(
        [
            () => _chat.Send("ayse", "yes", "k1"),
            () => _chat.Send("ayse", "yes", "k1"),
            () => _chat.Send("ayse", "no", "k1"),
            () => _chat.Send("bora", "no", "k1"),
            () => _chat.Send("ayse", "yes", "k1"),
        ]);
        Assert.Equal(
            [1, 1, 0, 2, 1], answers.Select(answer => answer.MessageId == 0 ? 0 : MessageId.Number(answer.MessageId)));
        Assert.Equal(LogOutcome.KeyUsedForAnotherMessage, answers[2].Outcome);
    }

    [Fact]
    public async Task What_is_sent_can_be_read_in_the_same_batch()
    {
        var answers = await _rig.AppendTogether(
        [
            () => Read("bora", 1),
            () => _chat.Send("ayse", "first"),
            () => Read("bora", 1),
            () => _chat.Send("bora", "second"),
            () => _chat.Send("ayse", "third"),
            () => Read("bora", 1, 3),
            () => Read("ayse", 1, 3),
        ]);
        Assert.Equal(LogOutcome.NotInInbox, answers[0].Outcome);
        Assert.All(answers[1..], answer => Assert.Equal(LogOutcome.Done, answer.Outcome));
        Assert.Equal((0, 3), await _chat.Unread("bora"));
        Assert.Equal((1, 3), await _chat.Unread("ayse"));
    }

    /// <summary>Own messages follow the last run of what is read, wherever it is that their sender reads meanwhile (<c>readback verify</c>: runs are maximal).</summary>
    [Fact]
    public async Task Who_reads_an_old_message_and_sends_in_one_batch_has_no_more_runs_than_needed()
    {
        for (var n = 1; n <= 10; n++)
        {
            await _chat.Send("ayse", $"message {n}");
        }
        Assert.Equal(LogOutcome.Done, (await Read("bora", 1, 2, 5, 6, 7, 8, 9, 10)).Outcome);
        var answers = await _rig.AppendTogether([() => Read("bora", 3), () => _chat.Send("bora", "and one more")]);
        Assert.All(answers, answer => Assert.Equal(LogOutcome.Done, answer.Outcome));
        Assert.Equal((1, 11), await _chat.Unread("bora"));
    }

    [Fact]
    public async Task Spaces_that_share_a_batch_share_nothing_else()
    {
        var other = new RealChat(_rig.Store, _rig.Writer, _rig.Clock);
        await other.Open("turbine-1", ["dilek"]);
        await other.Join("dilek");
        var answers = await _rig.AppendTogether(Enumerable.Range(0, 20).SelectMany(
            n => (Func<Task<LogAnswer>>[])[() => _chat.Send("ayse", $"here {n}", "k"), () => other.Send("dilek", $"there {n}")]));
        Assert.Equal(1, answers.Count(answer => answer.Outcome == LogOutcome.Done && MessageId.Space(answer.MessageId) == _chat.SpaceId));
        Assert.Equal(
            Enumerable.Range(1, 20).Select(number => MessageId.Of(other.SpaceId, number)),
            answers.Select(answer => answer.MessageId).Where(id => id > 0 && MessageId.Space(id) == other.SpaceId));
    }

    [Fact]
    public async Task More_than_a_batch_holds_is_written_all_the_same()
    {
        var answers = await _rig.AppendTogether(
            Enumerable.Range(1, 1500).Select(n => (Func<Task<LogAnswer>>)(() => _chat.Send("ayse", $"message {n}"))));
        Assert.Equal(
            Enumerable.Range(1, 1500).Select(number => MessageId.Of(_chat.SpaceId, number)), answers.Select(answer => answer.MessageId));
    }

    [Fact]
    public async Task What_is_more_than_may_wait_is_told_at_once_to_come_again()
    {
        const int sent = 10_000;
        var crowd = await Crowd(6);
        var answers = await _rig.AppendTogether(
            Enumerable.Range(1, sent).Select(n => (Func<Task<LogAnswer>>)(() => crowd.Send(Member(n % 6), "x"))));
        var stored = answers.Count(answer => answer.Outcome == LogOutcome.Done);
        Assert.Equal(sent - stored, answers.Count(answer => answer.Outcome == LogOutcome.TooMuchWaits));
        Assert.InRange(stored, 8192, 8192 + 512);
        Assert.Equal(stored, (await crowd.Unread(Member(0))).Size);
    }

    [Fact]
    public async Task One_user_can_t_fill_the_line_for_the_others()
    {
        var answers = await _rig.AppendTogether(
        [
            .. Enumerable.Range(1, 4000).Select(n => (Func<Task<LogAnswer>>)(() => _chat.Send("ayse", "x"))),
            () => _chat.Send("bora", "still heard"),
        ]);
        var stored = answers[..^1].Count(answer => answer.Outcome == LogOutcome.Done);
        Assert.Equal(4000 - stored, answers.Count(answer => answer.Outcome == LogOutcome.TooMuchOfUserWaits));
        Assert.InRange(stored, WaitingLine.MaxWaitingPerUser, WaitingLine.MaxWaitingPerUser + 512);
        Assert.Equal(LogOutcome.Done, answers[^1].Outcome);
        Assert.Equal(LogOutcome.Done, (await _chat.Send("ayse", "and there is room again")).Outcome);
    }

    /// <summary>Each of these reads takes as much memory as 150 messages.</summary>
    [Fact]
    public async Task What_waits_is_bounded_in_memory_too()
    {
        var scattered = Enumerable.Range(1, 10_000).Select(n => 2L * n).ToArray();
        var answers = await _rig.AppendTogether(
            [.. Enumerable.Range(1, 400).Select(n => (Func<Task<LogAnswer>>)(() => Read("bora", scattered)))]);
        // The first ones may be on their way already, in batches of two.
        Assert.InRange(answers.Count(answer => answer.Outcome == LogOutcome.NotInInbox), 200, 300);
        Assert.Equal(
            [LogOutcome.TooMuchWaits, LogOutcome.NotInInbox], answers.Select(answer => answer.Outcome).Distinct().OrderDescending());
        Assert.Equal(LogOutcome.Done, (await _chat.Send("ayse", "and there is room again")).Outcome);
    }

    private async Task<RealChat> Crowd(int people)
    {
        var chat = new RealChat(_rig.Store, _rig.Writer, _rig.Clock);
        await chat.Open("crowd", [.. Enumerable.Range(0, people).Select(Member)]);
        for (var i = 0; i < people; i++)
        {
            await chat.Join(Member(i));
        }
        return chat;
    }

    private static string Member(int number) => $"operator {number}";

    private async Task<LogAnswer> Read(string person, params long[] numbers) => new(await _chat.SetRead(person, numbers));

    private Author Author(string person) => new($"session-{_chat.UserId(person)}", _chat.UserId(person), _chat.SpaceId);
}
