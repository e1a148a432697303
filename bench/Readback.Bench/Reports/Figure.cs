namespace Readback.Bench.Reports;

/// <summary>One line of a table: a kind of work and what it took.</summary>
/// <param name="Scenario">The table it stands in.</param>
/// <param name="Work">What was done.</param>
/// <param name="Size">Of what it was asked.</param>
/// <param name="Clients">How many asked at once.</param>
/// <param name="IsLimit">Whether it is no work of the product's own, but what that is measured beside.</param>
/// <param name="PerSecond">How much was done in a second.</param>
internal sealed record Figure(string Scenario, string Work, string Size, int Clients, bool IsLimit, Spread PerSecond)
{
    /// <summary>The same, with the time until the server had nothing left to do; only where something is written.</summary>
    public Spread? Settled { get; init; }

    /// <summary>Milliseconds that half of all operations took at most, and 99 of 100, and 999 of 1,000.</summary>
    public double P50 { get; init; }
    public double P99 { get; init; }
    public double P999 { get; init; }

    /// <summary>Processor time of the server for one operation, in microseconds; nothing where there is none.</summary>
    public Spread? ServerMicroseconds { get; init; }

    /// <summary>Processor time of the load program for one operation, in microseconds.</summary>
    public double OwnMicroseconds { get; init; }

    /// <summary>Bytes that the server allocated for one operation, where it tells.</summary>
    public double? AllocatedBytes { get; init; }

    /// <summary>The server's memory after it.</summary>
    public double? ResidentMiB { get; init; }

    /// <summary>Answered 503.</summary>
    public int Refused { get; init; }

    /// <summary>Its rate over the limit's, in pairs of one round.</summary>
    public Spread? ToLimit { get; init; }

    public string Key => FormattableString.Invariant($"{Scenario}|{Work}|{Size}|{Clients}");

    /// <summary>It must take less than what it measures.</summary>
    public bool IsLoadTooHeavy => ServerMicroseconds is not null && OwnMicroseconds > ServerMicroseconds.Median;
}
