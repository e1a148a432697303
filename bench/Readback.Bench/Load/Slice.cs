namespace Readback.Bench.Load;

/// <summary>What one short stretch of one kind of work saw.</summary>
/// <param name="Operations">How much was done: requests, messages, deliveries.</param>
/// <param name="Milliseconds">How long single operations took, as far as each was timed.</param>
/// <param name="Elapsed">How long all of it took.</param>
internal sealed record Slice(int Operations, IReadOnlyList<float> Milliseconds, TimeSpan Elapsed)
{
    /// <summary>Processor time of the server's process; nothing where there is none.</summary>
    public TimeSpan? Server { get; init; }

    /// <summary>Processor time of this program.</summary>
    public TimeSpan Own { get; init; }

    /// <summary>Bytes that the server allocated, where it tells.</summary>
    public double? Allocated { get; init; }

    /// <summary>The server's memory at the end.</summary>
    public double? ResidentMiB { get; init; }

    /// <summary>Until the server had nothing left to do, where that may be later than the last answer.</summary>
    public TimeSpan? UntilQuiet { get; init; }

    /// <summary>Operations answered 503: out of time.</summary>
    public int Refused { get; init; }

    public double PerSecond => Operations / Elapsed.TotalSeconds;

    public double SettledPerSecond => Operations / (UntilQuiet ?? Elapsed).TotalSeconds;

    public double? ServerMicroseconds => Server?.TotalMicroseconds / Math.Max(1, Operations);
}
