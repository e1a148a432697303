namespace Readback.Tests.Balancing.Chaos;

/// <summary>What goes wrong, and when: nodes die one after another, the database is restarted twice, once as by a crash.</summary>
internal sealed class Mishaps(Cluster cluster, int nodes, int seed)
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(3);

    /// <summary>Kills of nodes; before the fifth and the tenth of them the database goes as well.</summary>
    private const int Kills = 12;

    /// <summary>Returns when all of them have happened, and everything runs again.</summary>
    public async Task Run(CancellationToken stop)
    {
        var random = new Random(seed);
        using var timer = new PeriodicTimer(Between);
        for (var kill = 1; kill <= Kills; kill++)
        {
            await timer.WaitForNextTickAsync(stop);
            if (kill is 5 or 10)
            {
                cluster.Postgres.Down(kill == 5 ? "fast" : "immediate");
                cluster.Postgres.Up();
            }
            var node = random.Next(nodes);
            cluster.Kill(node);
            await cluster.StartNode(node);
        }
    }
}
