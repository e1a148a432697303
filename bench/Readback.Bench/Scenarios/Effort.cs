namespace Readback.Bench.Scenarios;

/// <summary>How long and how often is measured. More rounds, not longer ones, tell noise from cost.</summary>
/// <param name="Rounds">How often subject and limit are measured, in turn.</param>
/// <param name="Share">How much of a usual stretch is measured.</param>
internal sealed record Effort(int Rounds, double Share)
{
    public static readonly Effort Full = new(7, 1);
    public static readonly Effort Quick = new(2, 0.08);

    public bool IsQuick => Share < 1;

    public TimeSpan Stretch(double seconds) => TimeSpan.FromSeconds(seconds * Share);
}
