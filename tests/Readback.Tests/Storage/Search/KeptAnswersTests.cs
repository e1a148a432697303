using Readback.Storage.Search;

namespace Readback.Tests.Storage.Search;

/// <summary>What filters found is kept within bounds, each for its own space, and never goes backwards.</summary>
public sealed class KeptAnswersTests
{
    private const long Most = 20_000;

    private readonly KeptAnswers _kept = new(Most);

    [Fact]
    public void What_was_used_longest_ago_goes_first()
    {
        var asked = Enumerable.Range(0, 200).Select(n => new AnswerKey(7, AnswerKind.Text, $"text {n}")).ToList();
        foreach (var key in asked)
        {
            _kept.Keep(key, Found(1));
            Assert.NotNull(_kept.Find<FoundNumbers>(asked[0]));
            Assert.InRange(_kept.Bytes, 1, Most);
        }
        Assert.NotNull(_kept.Find<FoundNumbers>(asked[^1]));
        Assert.Null(_kept.Find<FoundNumbers>(asked[1]));
    }

    [Fact]
    public void What_is_larger_than_all_room_is_not_kept()
    {
        var key = new AnswerKey(7, AnswerKind.Text, new string('x', 4000));
        _kept.Keep(key, Found([.. Enumerable.Range(1, 8).Select(page => page * 32_768L)]));
        Assert.Null(_kept.Find<FoundNumbers>(key));
        Assert.Equal(0, _kept.Bytes);
    }

    [Fact]
    public void An_answer_that_reaches_further_stays()
    {
        var key = new AnswerKey(7, AnswerKind.Text, "valve");
        _kept.Keep(key, new FoundNumbers(new NumberSet(), 9));
        _kept.Keep(key, new FoundNumbers(new NumberSet(), 5)); // of an older snapshot, and slow
        Assert.Equal(9, _kept.Find<FoundNumbers>(key)!.To);
        _kept.Keep(key, new FoundNumbers(new NumberSet(), 12));
        Assert.Equal(12, _kept.Find<FoundNumbers>(key)!.To);
    }

    [Fact]
    public void Neither_another_space_nor_another_kind_gets_it()
    {
        _kept.Keep(new AnswerKey(7, AnswerKind.Text, "ayse"), Found(1));
        Assert.Null(_kept.Find<FoundNumbers>(new AnswerKey(8, AnswerKind.Text, "ayse")));
        Assert.Null(_kept.Find<FoundNumbers>(new AnswerKey(7, AnswerKind.Sender, "ayse")));
    }

    private static FoundNumbers Found(params long[] numbers)
    {
        var set = new NumberSet();
        Array.ForEach(numbers, set.Add);
        return new FoundNumbers(set, numbers[^1]);
    }
}
