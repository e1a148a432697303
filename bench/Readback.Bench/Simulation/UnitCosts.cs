namespace Readback.Bench.Simulation;

/// <summary>
/// What single things cost, as measured by the other benchmarks where clients, node and database shared 2 processors: a
/// machine of its own for each does better.
/// </summary>
/// <param name="BatchMilliseconds">A commit of one message, from taking the batch to its answer (<c>send --postgres</c>, 1 client).</param>
/// <param name="MessageMilliseconds">What each further message of a batch adds (<c>send --postgres</c>, 64 clients).</param>
/// <param name="DeliveryMicroseconds">Processor time of one event to one stream (<c>feed</c>).</param>
/// <param name="StreamKiB">Memory of one open stream (<c>start</c>).</param>
internal sealed record UnitCosts(
    double BatchMilliseconds, double MessageMilliseconds, double DeliveryMicroseconds, double StreamKiB)
{
    public static readonly UnitCosts Measured = new(1.26, 0.15, 19.9, 28);
}
