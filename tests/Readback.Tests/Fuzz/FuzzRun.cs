using System.Globalization;

namespace Readback.Tests.Fuzz;

/// <summary>
/// How long a fuzzer runs and where it begins. A change is checked by the same short run every time; <c>bin/torture fuzz</c>
/// runs as long as one likes, from a seed that it prints and takes again.
/// </summary>
internal sealed class FuzzRun
{
    private const int UsualSeed = 20261123;

    private FuzzRun(int count, int seed) => (Count, Seed) = (count, seed);

    public int Count { get; }

    public int Seed { get; }

    /// <param name="variable">The environment variable that says how many.</param>
    /// <param name="usual">How many where it says nothing.</param>
    public static FuzzRun Of(string variable, int usual) => new(Number(variable) ?? usual, Number("TORTURE_FUZZ_SEED") ?? UsualSeed);

    /// <summary>What to add to a failure so that it can be seen again.</summary>
    public string Again(string variable, int step) =>
        $"\nSeen at step {step}; again: TORTURE_FUZZ_SEED={Seed} {variable}={step + 1}";

    private static int? Number(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) : null;
}
