using CsCheck;
using Readback.Log;
using Readback.Nodes;

namespace Readback.Tests.Nodes;

/// <summary>What nodes tell one another, as text.</summary>
public sealed class HintsTests
{
    private static readonly Gen<Hints> Any = Gen.Select(
        Gen.Bool, Gen.Bool,
        Gen.Select(Gen.Long[1, 1 << 23], Gen.Long[0, 1L << 40], (space, position) => new LogEnd(space, position)).Array[0, 400],
        (directory, presence, logs) => new Hints("node-1", directory, presence, logs));

    [Fact]
    public void What_is_written_is_read_again_in_texts_that_can_be_carried() => Any.Sample(hints =>
    {
        const int most = 2000;
        var texts = hints.Write(most).ToList();
        Assert.All(texts, text => Assert.InRange(text.Length, 1, most));
        var read = texts.ConvertAll(Hints.Read);
        Assert.All(read, each => Assert.Equal("node-1", each.Node));
        Assert.Equal(hints.Directory, read.Any(each => each.Directory));
        Assert.Equal(hints.Presence, read.Any(each => each.Presence));
        Assert.Equal(hints.Logs, read.SelectMany(each => each.Logs));
    });

    [Theory]
    [InlineData("")]
    [InlineData("node-1 7:")]
    [InlineData("node-1 x y:z 7:1:2 -1:5")]
    public void What_is_not_understood_is_passed_over(string text)
    {
        var hints = Hints.Read(text);
        Assert.Empty(hints.Logs);
        Assert.False(hints.Directory || hints.Presence);
    }
}
