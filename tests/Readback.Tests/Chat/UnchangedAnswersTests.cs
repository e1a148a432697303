using Readback.Chat.Inboxes;
using Readback.Tests.Log;

namespace Readback.Tests.Chat;

/// <summary>An answer is given again while nothing is written, and never after.</summary>
public sealed class UnchangedAnswersTests : IAsyncLifetime
{
    private LogRig _rig = null!;
    private UnchangedAnswers<long, int> _answers = null!;
    private int _reads;

    public async ValueTask InitializeAsync()
    {
        _rig = await LogRig.Create();
        _answers = new(_rig.Store, places: 4);
    }

    public async ValueTask DisposeAsync() => await _rig.DisposeAsync();

    [Fact]
    public async Task While_nothing_is_written_it_is_given_again_where_nobody_else_writes()
    {
        Assert.Equal(1, await Ask(1));
        Assert.Equal(_rig.Store.IsShared ? 2 : 1, await Ask(1));
    }

    [Fact]
    public async Task Another_question_is_asked_also_where_it_takes_the_place_of_the_first()
    {
        Assert.Equal(1, await Ask(1));
        Assert.Equal(2, await Ask(2));
        Assert.Equal(3, await Ask(5));
        Assert.Equal(4, await Ask(1));
    }

    [Fact]
    public async Task After_any_write_it_is_asked_anew()
    {
        Assert.Equal(1, await Ask(1));
        await Write();
        Assert.Equal(2, await Ask(1));
    }

    [Fact]
    public async Task What_is_written_while_it_is_asked_makes_it_old()
    {
        await _answers.Of(1, async () =>
        {
            var answer = ++_reads;
            await Write();
            return answer;
        });
        Assert.Equal(2, await Ask(1));
    }

    [Fact]
    public async Task A_question_that_fails_is_asked_again()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await _answers.Of(1, () => throw new InvalidOperationException()));
        Assert.Equal(1, await Ask(1));
    }

    private ValueTask<int> Ask(long key) => _answers.Of(key, () => Task.FromResult(++_reads));

    private Task<int> Write() => _rig.Store.Write(async db => await db.Execute("UPDATE meta SET value = value"));
}
