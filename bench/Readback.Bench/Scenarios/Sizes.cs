namespace Readback.Bench.Scenarios;

/// <summary>How large the spaces are that are compared, the smallest first, and how many ask at once.</summary>
internal sealed record Sizes
{
    /// <summary>For sending: members of a space. The middle one stands beside a row per recipient.</summary>
    public int[] Members { get; init; } = [10, 1_000, 100_000];

    /// <summary>Messages that lie in such a space from the start; every third member has read them.</summary>
    public int MessagesInTeam { get; init; } = 100;

    /// <summary>For reading: messages in a space's history.</summary>
    public int[] Messages { get; init; } = [1_000, 1_000_000];

    public int[] SendClients { get; init; } = [1, 16, 64];
    public int[] ReadClients { get; init; } = [1, 16];

    /// <summary>Ids in one set-read.</summary>
    public int ReadIds { get; init; } = 10_000;

    /// <summary>Streams that are open at once, and members who all watch.</summary>
    public int Streams { get; init; } = 1_000;

    public int Burst { get; init; } = 2_000;

    public static readonly Sizes Full = new();

    public static readonly Sizes Quick = new()
    {
        Members = [10, 60, 200], Messages = [200, 2_000], SendClients = [1, 4], ReadClients = [1, 4], ReadIds = 20, Streams = 40, Burst = 100,
    };
}
