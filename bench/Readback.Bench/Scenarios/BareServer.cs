using Readback.Bench.Live;
using Readback.Bench.Load;
using Readback.Bench.Seeding;
using Readback.Bench.Yardsticks;

namespace Readback.Bench.Scenarios;

/// <summary>A server that does nothing but store what it is sent, with as many clients as the product has.</summary>
internal sealed class BareServer : IAsyncDisposable
{
    /// <summary>Lines of the usual lengths.</summary>
    private static readonly byte[][] Requests = [.. Enumerable.Range(1, 1000).Select(number => LiveServers.Post(Phrases.Line(number)))];

    private readonly ServerProcess _process;
    private readonly Wires _wires;
    private readonly int _clients;

    private BareServer(ServerProcess process, Wires wires, int clients) => (_process, _wires, _clients) = (process, wires, clients);

    public static async Task<BareServer> Start(string directory, int clients)
    {
        var process = await ServerProcess.StartYardstick(YardstickProgram.Sends, directory);
        return new BareServer(process, await Wires.Connect(process.Address, clients), clients);
    }

    public Contestant Sends(double seconds)
    {
        var usage = new ServerUsage(_process.Id);
        var talks = Enumerable.Range(0, _clients).Select(_ => new Questions(Next)).ToList();
        return new Contestant("bare server: a text read, its row committed, answered", "", _clients, time => ClosedLoop.Run(_wires.First(_clients), usage, time, talks))
        {
            IsLimit = true, Seconds = seconds,
        };
    }

    public async ValueTask DisposeAsync()
    {
        _wires.Dispose();
        await _process.DisposeAsync();
    }

    private static Ask Next() => new(Requests[Random.Shared.Next(Requests.Length)], answer => Expect.Same(answer.Status, 204, "status"));
}
