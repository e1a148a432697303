using Readback.Bench.Load;

namespace Readback.Bench.Scenarios;

/// <summary>Work of one kind, to be measured beside others.</summary>
/// <param name="Work">What is done.</param>
/// <param name="Size">Of what it is asked: members, messages, streams.</param>
/// <param name="Clients">How many ask at once.</param>
/// <param name="Run">Does it for so long.</param>
internal sealed record Contestant(string Work, string Size, int Clients, Func<TimeSpan, Task<Slice>> Run)
{
    /// <summary>Whether it is there to be compared with, and no work of the product's own.</summary>
    public bool IsLimit { get; init; }

    /// <summary>How long one stretch of it lasts.</summary>
    public double Seconds { get; init; } = 1;
}
