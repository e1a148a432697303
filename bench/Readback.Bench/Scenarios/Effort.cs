namespace Readback.Bench.Scenarios;

/// <summary>How long and how often is measured. More rounds, not longer ones, tell noise from cost.</summary>
/// <param name="Rounds">Every case and yardstick is measured once a round, one beside the other.</param>
/// <param name="WarmUp">Unmeasured load on every case first.</param>
/// <param name="PerCase">Load on one case in one round; yardsticks get half of it.</param>
internal sealed record Effort(int Rounds, TimeSpan WarmUp, TimeSpan PerCase)
{
    public static readonly Effort Full = new(3, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1));
    public static readonly Effort Quick = new(1, TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(150));
}
