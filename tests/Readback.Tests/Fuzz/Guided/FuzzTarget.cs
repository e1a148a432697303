namespace Readback.Tests.Fuzz.Guided;

/// <summary>A part of an input.</summary>
/// <param name="Seeds">Values to begin with, good ones and bad ones.</param>
/// <param name="IsBytes">Each character stands for a byte.</param>
/// <param name="IsOptional">It may be missing, which is <c>null</c>.</param>
internal sealed record FuzzField(IReadOnlyList<string> Seeds, bool IsBytes = false, bool IsOptional = false)
{
    public static FuzzField Of(params string[] seeds) => new(seeds);

    public static FuzzField Optional(params string[] seeds) => new(seeds, IsOptional: true);
}

/// <summary>Something that reads input from outside.</summary>
/// <param name="Name">What tests call it.</param>
/// <param name="Fields">What an input consists of.</param>
/// <param name="Check">Reads one input, and fails where what must hold of any input does not.</param>
/// <param name="Cost">How many times longer one input takes than usual: it gets as many fewer.</param>
internal sealed record FuzzTarget(string Name, IReadOnlyList<FuzzField> Fields, Func<string?[], ValueTask> Check, int Cost = 1)
{
    public static FuzzTarget Of(string name, IReadOnlyList<FuzzField> fields, Action<string?[]> check, int cost = 1) =>
        new(name, fields, input =>
        {
            check(input);
            return ValueTask.CompletedTask;
        }, cost);
}
