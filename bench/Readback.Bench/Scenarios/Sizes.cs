namespace Readback.Bench.Scenarios;

/// <summary>How large the spaces are that are compared, the smallest first, and how many ask at once.</summary>
/// <param name="Members">For sending: members of a space.</param>
/// <param name="Messages">For reading: messages in a space's history.</param>
/// <param name="SendClients">Clients that send at once.</param>
/// <param name="ReadClients">Clients that read at once.</param>
/// <param name="Streams">Streams that are open at once.</param>
/// <param name="Readers">Members who all watch, and read each message as it comes.</param>
internal sealed record Sizes(
    int[] Members, int[] Messages, int[] SendClients, int[] ReadClients, int[] Streams, int Readers)
{
    public static readonly Sizes Full = new(
        [10, 1_000, 100_000], [1_000, 100_000, 1_000_000], [1, 16, 64], [1, 16], [100, 1_000, 5_000], 1_000);
    public static readonly Sizes Quick = new([10, 200], [200, 2_000], [1, 4], [1, 4], [20], 60);
}
