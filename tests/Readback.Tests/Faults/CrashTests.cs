using Readback.Tests.Faults.Load;
using Readback.Tests.Hosting;

namespace Readback.Tests.Faults;

/// <summary>
/// The server's process is killed again and again, at work and while it starts, and each time whoever talks to it goes on
/// with the next one. <c>bin/torture crash</c> does it by the hundreds.
/// </summary>
[Trait("Engine", "Sqlite")]
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

    private static readonly TimeSpan GuardPerKill = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan Guard = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Whatever_was_acknowledged_holds_after_every_kill()
    {
        var trial = Trial.Of("FAULT_KILLS", usual: 25);
        output.WriteLine($"{trial.Count} kills, seed {trial.Seed}");
        using var guard = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        guard.CancelAfter(Guard + (trial.Count * GuardPerKill));
        using var folder = new TemporaryFolder();
        using var server = new MortalServer(folder.Path);
        await server.Start();
        await using var crowd = await Crowd.Meet(server, guard.Token);
        var audit = new Audit(crowd);
        await crowd.Begin(trial.Seed);

        var random = new Random(trial.Seed);
        for (var kill = 1; kill <= trial.Count; kill++)
        {
            await crowd.Acknowledges(ChangesBeforeKill);
            await Pass(random.Next(random.Next(OneInLate) == 0 ? LateMilliseconds : WorkMilliseconds), guard.Token);
            server.Kill();
            if (random.Next(OneInStarts) == 0 && ++kill <= trial.Count)
            {
                server.Begin();
                await Pass(random.Next(StartMilliseconds), guard.Token);
                server.Kill();
            }
            await server.Start();
            await audit.CatchUp();
        }
        await crowd.Acknowledges(ChangesBeforeKill);
        await crowd.End();

        await audit.Whole();
        var (code, said) = await server.Run("verify");
        Assert.True(code == 0, said);
        output.WriteLine($"{trial.Count} kills survived: {crowd.History}");
    }

    /// <summary>It does not matter what happens meanwhile: the moment is what is tried.</summary>
    private static Task Pass(int milliseconds, CancellationToken guard) =>
        Task.Delay(TimeSpan.FromMilliseconds(milliseconds), TimeProvider.System, guard);
}
