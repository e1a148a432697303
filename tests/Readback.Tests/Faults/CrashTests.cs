using Readback.Tests.Faults.Load;
using Readback.Tests.Hosting;

namespace Readback.Tests.Faults;

/// <summary>
/// The server's process is killed again and again, at work and while it starts, and each time whoever talks to it goes on
/// with the next one. Where PostgreSQL keeps the data it crashes in its turn: alone, under a server that goes on, or with
/// it. <c>bin/torture crash</c> does it by the hundreds, on either engine.
/// </summary>
public sealed class CrashTests(ITestOutputHelper output)
{
    /// <summary>One kill in so many comes while the server starts; the others while it works.</summary>
    private const int OneInStarts = 5;

    private const int StartMilliseconds = 1000;
    private const int WorkMilliseconds = 300;

    /// <summary>One kill in so many comes late enough for a log-in, which is slow on purpose, to be over.</summary>
    private const int OneInLate = 5;

    private const int LateMilliseconds = 1500;
    private const int ChangesBeforeKill = 20;

    /// <summary>A start waits for PostgreSQL's recovery as well; few of them show what many on the embedded database do.</summary>
    private const int UsualOnPostgres = 8;
    private const int Usual = 25;

    private static readonly TimeSpan GuardPerKill = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan Guard = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Whatever_was_acknowledged_holds_after_every_kill()
    {
        var trial = Trial.Of("FAULT_KILLS", TestData.IsPostgres ? UsualOnPostgres : Usual);
        output.WriteLine($"{trial.Count} kills, seed {trial.Seed}");
        using var guard = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        guard.CancelAfter(Guard + (trial.Count * GuardPerKill));
        using var folder = new TemporaryFolder();
        await using var postgres = TestData.IsPostgres ? await PostgresServer.Start(isDurable: true) : null;
        using var server = new MortalServer(folder.Path, postgres is null ? [] : [("READBACK_STORE", await postgres.NewDatabase())]);
        await server.Start();
        await using var crowd = await Crowd.Meet(server, guard.Token);
        var audit = new Audit(crowd);
        await crowd.Begin(trial.Seed);

        var random = new Random(trial.Seed);
        for (var kill = 1; kill <= trial.Count; kill++)
        {
            await crowd.Acknowledges(ChangesBeforeKill);
            await Pass(random.Next(random.Next(OneInLate) == 0 ? LateMilliseconds : WorkMilliseconds), guard.Token);
            var victim = postgres is null ? Victim.Server : random.GetItems(Enum.GetValues<Victim>(), 1)[0];
            if (victim != Victim.Server)
            {
                postgres!.Down("immediate");
            }
            if (victim == Victim.Database)
            {
                postgres!.Up();
            }
            else
            {
                server.Kill();
                if (victim == Victim.Both)
                {
                    postgres!.Up();
                }
                kill += await KillWhileItStarts(server, random, trial.Count - kill, guard.Token);
                await server.Start();
            }
            await audit.CatchUp();
        }
        await crowd.Acknowledges(ChangesBeforeKill);
        await crowd.End();

        await audit.Whole();
        var (code, said) = await server.Run("verify");
        Assert.True(code == 0, said);
        output.WriteLine($"{trial.Count} kills survived: {crowd.History}");
    }

    /// <summary>Some of the kills, where there are any left.</summary>
    /// <returns>How many there were.</returns>
    private static async Task<int> KillWhileItStarts(MortalServer server, Random random, int left, CancellationToken guard)
    {
        if (random.Next(OneInStarts) != 0 || left == 0)
        {
            return 0;
        }
        server.Begin();
        await Pass(random.Next(StartMilliseconds), guard);
        server.Kill();
        return 1;
    }

    /// <summary>It does not matter what happens meanwhile: the moment is what is tried.</summary>
    private static Task Pass(int milliseconds, CancellationToken guard) =>
        Task.Delay(TimeSpan.FromMilliseconds(milliseconds), TimeProvider.System, guard);

    /// <summary>What a crash takes.</summary>
    private enum Victim
    {
        Server,
        Database,

        /// <summary>The machine that both run on.</summary>
        Both,
    }
}
