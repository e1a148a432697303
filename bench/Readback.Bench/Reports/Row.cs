namespace Readback.Bench.Reports;

/// <summary>One line of a table: a case, its figures, and the yardsticks that were measured beside it.</summary>
/// <param name="Scenario">The table it stands in.</param>
/// <param name="Case">What was asked.</param>
/// <param name="Size">Members of the space, or messages in its history: what the figures should not depend on.</param>
/// <param name="Clients">How many asked at once.</param>
/// <param name="PerSecond">Requests a second.</param>
/// <param name="P50Milliseconds">Half of the requests took no longer.</param>
/// <param name="P99Milliseconds">All but one in a hundred took no longer.</param>
/// <param name="Refused">Requests that were out of time (503).</param>
/// <param name="NoOpPerSecond">What the same server answered meanwhile where no database is asked.</param>
/// <param name="FlushesPerSecond">What the disk did meanwhile; only where something is written.</param>
/// <param name="ProcessorMicroseconds">The server's processor time for one request.</param>
/// <param name="ResidentMiB">The server's memory afterwards.</param>
internal sealed record Row(
    string Scenario, string Case, int Size, int Clients, double PerSecond, double P50Milliseconds, double P99Milliseconds,
    int Refused, double NoOpPerSecond, double? FlushesPerSecond, double ProcessorMicroseconds, double ResidentMiB)
{
    /// <summary>What it costs beside a request that does nothing: 1 would be free.</summary>
    public double ToNoOp => PerSecond / NoOpPerSecond;

    public double? ToFlushes => PerSecond / FlushesPerSecond;
}
