using System.Globalization;

namespace Readback.Tests.Faults;

/// <summary>
/// How often something is made to break, and from which seed it is chosen when. A change is checked by a few; <c>bin/torture</c>
/// takes as many as one likes, and a seed that an earlier run printed. What the seed chooses is the same again; what the
/// machine does in the same millisecond is not. (A server takes no variable that begins with READBACK_ and that it does not know.)
/// </summary>
internal sealed class Trial
{
    private Trial(int count, int seed) => (Count, Seed) = (count, seed);

    public int Count { get; }

    public int Seed { get; }

    /// <param name="variable">The environment variable that says how many.</param>
    /// <param name="usual">How many where it says nothing.</param>
    public static Trial Of(string variable, int usual) =>
        new(Number(variable) ?? usual, Number("FAULT_SEED") ?? Random.Shared.Next());

    private static int? Number(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) : null;
}
