namespace Readback.Tests.Fuzz.Guided;

/// <summary>The test of the test: what is found because of the way that inputs went, and is not found without looking at it.</summary>
[Collection(nameof(CoverageMap))]
[Trait("Engine", "Sqlite")]
public sealed class GuidanceTests
{
    private const int Count = 300_000;
    private const int Seed = 20261123;

    [Fact]
    public async Task A_word_that_is_read_sign_by_sign_is_found_by_guidance_and_not_without()
    {
        var search = InstrumentedCopy.Inside<Func<int, int, bool, Task<string>>>(typeof(GuidanceTests), nameof(Search));
        var said = "";
        var failure = await Record.ExceptionAsync(async () => said = await search(Count, Seed, true));
        Assert.True(failure?.Message.Contains("Rb7!", StringComparison.Ordinal) == true, $"not found: {failure}{said}");
        await search(Count, Seed, false);
    }

    public static Task<string> Search(int count, int seed, bool isGuided) =>
        new GuidedFuzz(FuzzTarget.Of("magic", [FuzzField.Of("x")], input => MagicParser.Read(input[0]!)), seed, isGuided).Run(count);
}
