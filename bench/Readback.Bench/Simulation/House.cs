namespace Readback.Bench.Simulation;

/// <summary>What is simulated.</summary>
/// <param name="Spaces">Spaces, each written to as often as any other.</param>
/// <param name="Members">Members over all spaces, each with one open stream.</param>
/// <param name="MessagesPerSecond">Messages over all spaces, arriving at random.</param>
/// <param name="Nodes">Nodes that write; a message comes to any of them.</param>
/// <param name="Databases">PostgreSQL servers; a space lives on one of them.</param>
internal sealed record House(int Spaces, int Members, double MessagesPerSecond, int Nodes, int Databases)
{
    /// <summary>Batches that one database works on at once: as many as it has processors.</summary>
    public const int DatabaseProcessors = 2;
}
