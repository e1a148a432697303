namespace Readback.Bench.Reports;

/// <summary>What is to be reached, and what was.</summary>
/// <param name="Scenario">Where it was measured.</param>
/// <param name="Work">What was measured, and in which unit.</param>
/// <param name="Size">Of what, and by how many clients.</param>
/// <param name="Measured">What came out.</param>
/// <param name="Target">What was to be reached; nothing where the line only tells.</param>
/// <param name="IsAtLeast">Whether more is better.</param>
/// <param name="Limit">What it was measured beside.</param>
/// <param name="LimitValue">What that took in the same unit, where it isn't a ratio.</param>
internal sealed record Promise(
    string Scenario, string Work, string Size, Spread Measured, double? Target, bool IsAtLeast, string Limit, Spread? LimitValue)
{
    public bool IsMet => Target is { } target && (IsAtLeast ? Measured.Median >= target : Measured.Median <= target);

    public string Wanted => Target is { } target ? $"{(IsAtLeast ? "≥" : "≤")} {Spread.Number(target)}" : "";

    /// <summary>Where the target lies within what the rounds moved about, the next run may say otherwise.</summary>
    public string Verdict => Target is not { } target ? ""
        : $"{(IsMet ? "met" : "**not met**")}{(Measured.Holds(target) ? ", within the spread" : "")}";

    public string Beside => LimitValue is null ? Limit : $"{Limit}: {Spread.Number(LimitValue.Median)}";

    public string Key => $"{Scenario}|{Work}|{Size}|{Limit}";
}
