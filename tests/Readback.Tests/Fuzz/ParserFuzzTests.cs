using Microsoft.Extensions.Logging.Abstractions;
using Readback.Storage.Sqlite;
using Readback.Tests.Fuzz.Guided;
using Readback.Tests.Fuzz.Parsers;
using Readback.Tests.Hosting;

namespace Readback.Tests.Fuzz;

/// <summary>
/// What reads input reads any input: it says yes or no, never breaks, comes to an end, and what it says yes to keeps its rule.
/// Inputs that went a new way through the code are changed further, and find what no change of a good one would.
/// </summary>
[Collection(nameof(CoverageMap))]
[Trait("Engine", "Sqlite")]
public sealed class ParserFuzzTests
{
    private const string Variable = "TORTURE_FUZZ_ITERATIONS";
    private const int Usual = 20_000;

    public static TheoryData<string> Names => new(ParserTargets.Names);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Any_input_is_read_or_refused(string parser)
    {
        var run = FuzzRun.Of(Variable, Usual);
        var fuzz = InstrumentedCopy.Inside<Func<string, int, int, Task<string>>>(typeof(ParserFuzzTests), nameof(Fuzz));
        TestContext.Current.TestOutputHelper?.WriteLine(await fuzz(parser, run.Count, run.Seed));
    }

    /// <summary>Runs as an instrumented copy.</summary>
    public static async Task<string> Fuzz(string parser, int count, int seed)
    {
        CoverageMap.Begin();
        using var folder = new TemporaryFolder();
        System.IO.Directory.CreateDirectory(folder.Path);
        await using var store = SqliteStore.Open(Path.Combine(folder.Path, "data"), NullLogger<SqliteStore>.Instance);
        await store.Prepare();
        var target = (await ParserTargets.In(folder.Path, store)).Single(target => target.Name == parser);
        return await new GuidedFuzz(target, seed).Run(count / target.Cost);
    }
}
