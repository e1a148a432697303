using Readback.Bench.Load;
using Readback.Bench.Seeding;

namespace Readback.Bench.Scenarios;

/// <summary>What scenarios play on: a running server with its data, and who asks it.</summary>
/// <param name="Address">Where the server is.</param>
/// <param name="Server">What the server's process uses.</param>
/// <param name="Executable">What was started.</param>
/// <param name="Directory">The server's data directory; what else is on its disk can be made beside it.</param>
/// <param name="Store">The PostgreSQL database in its place, if any.</param>
/// <param name="Seeded">What the server holds.</param>
/// <param name="Sends">What is sent, to be looked for afterwards.</param>
/// <param name="Sizes">How large everything is.</param>
/// <param name="Effort">How long to measure.</param>
internal sealed record Stage(
    Uri Address, ServerUsage Server, string Executable, string Directory, string? Store, Seeded Seeded, Sends Sends, Sizes Sizes, Effort Effort)
{
    public SeededSpace Space(string name) => Seeded.Spaces[name];

    public Caller Caller(int member) => new(member, Seeded.Tokens[member]);

    public IReadOnlyList<Caller> Callers(int count) => [.. Enumerable.Range(0, count).Select(Caller)];

    /// <summary>Work that clients do who each wait for their answer.</summary>
    public Contestant Asks(
        string work, string size, IReadOnlyList<Wire> wires, Func<int, Talk> talk, double seconds, int most = ClosedLoop.MaxRequests, bool isSettling = false)
    {
        var talks = wires.Select((_, client) => talk(client)).ToList();
        return new Contestant(work, size, wires.Count, time => ClosedLoop.Run(wires, Server, time, talks, most, isSettling)) { Seconds = seconds };
    }

    /// <summary>The limit of everything: a request that is authenticated like all others and answered from memory.</summary>
    public Contestant NoOp(IReadOnlyList<Wire> wires, IReadOnlyList<Caller> callers, string space, double seconds) =>
        Asks("no-op", "", wires, client => new Question(NoOp(callers[client % callers.Count], space)), seconds) with { IsLimit = true };

    private static Ask NoOp(Caller caller, string space) => new(caller.Get("/api/auth/current-user", space), Expect.Caller(caller));
}
