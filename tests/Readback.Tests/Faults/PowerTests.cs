using Microsoft.Extensions.Logging.Abstractions;
using Readback.Configuration;
using Readback.Storage;
using Readback.Storage.Sqlite;
using Readback.Storage.Verification;
using Readback.Tests.Faults.Disk;
using Readback.Tests.Faults.Load;
using Readback.Tests.Hosting;

namespace Readback.Tests.Faults;

/// <summary>
/// The power goes: what was written and not flushed is lost, whole, in part, or torn. <c>bin/torture power</c> does it by
/// the hundreds.
/// </summary>
[Trait("Engine", "Sqlite")]
public sealed class PowerTests(ITestOutputHelper output)
{
    private const int ChangesBeforeCut = 60;
    private const int CutMilliseconds = 300;

    /// <summary>A disk that takes its time is more often caught between a write and its flush.</summary>
    private const int FlushMilliseconds = 2;

    /// <summary>Most cuts are tried on what one server has written, at other moments of it; each so many starts another server.</summary>
    private const int CutsPerStart = 15;

    private static readonly TimeSpan GuardPerStart = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Guard = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Whatever_was_acknowledged_holds_after_every_power_cut()
    {
        ShimmedDisk.SkipWhereThereIsNone();
        var trial = Trial.Of("FAULT_CUTS", usual: 60);
        var starts = Math.Max(1, trial.Count / CutsPerStart);
        output.WriteLine($"{trial.Count} power cuts, {starts} of them with a server that goes on; seed {trial.Seed}");
        using var guard = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        guard.CancelAfter(Guard + (starts * GuardPerStart));
        using var house = new PowerHouse();
        house.Disk.Set(Control.FlushMilliseconds, FlushMilliseconds);
        house.Begin();
        await house.Server.Start();
        await using var crowd = await Crowd.Meet(house.Server, guard.Token);
        var audit = new Audit(crowd);
        await crowd.Begin(trial.Seed);

        var random = new Random(trial.Seed);
        var looks = 0;
        for (var cut = 0; cut < starts; cut++)
        {
            await crowd.Acknowledges(ChangesBeforeCut);
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(CutMilliseconds)), TimeProvider.System, guard.Token);
            house.Server.Kill();
            var entries = house.Journal();
            foreach (var at in Enumerable.Range(0, Math.Min(CutsPerStart - 1, trial.Count - starts - looks)).Select(_ => random.Next(entries.Count)).Order())
            {
                var loss = AnyLoss(random);
                var lost = await house.LostAt(entries, at, random, loss, crowd.History);
                Assert.True(lost.Count == 0, $"start {cut}, cut at {at} of {entries.Count}, {loss} lost: {string.Join(", ", lost)}");
                looks++;
            }
            house.Cut(entries, random, AnyLoss(random));
            await house.Server.Start();
            await audit.CatchUp();
        }
        await crowd.Acknowledges(ChangesBeforeCut);
        await crowd.End();

        await audit.Whole();
        var (code, said) = await house.Server.Run("verify");
        Assert.True(code == 0, said);
        output.WriteLine($"{looks + starts} power cuts survived, {starts} of them with a server that went on: {crowd.History}");
    }

    /// <summary>The test of the test: on a disk that lies about flushes the same look finds what is lost.</summary>
    [Fact]
    public async Task A_disk_that_does_not_flush_loses_what_was_acknowledged_and_that_is_found()
    {
        ShimmedDisk.SkipWhereThereIsNone();
        using var guard = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        guard.CancelAfter(Guard);
        using var house = new PowerHouse();
        house.Begin();
        await house.Server.Start();
        await using var crowd = await Crowd.Meet(house.Server, guard.Token);
        house.Disk.Set(Control.SwallowFlushes, 1);
        await crowd.Begin(seed: 1);
        await crowd.Acknowledges(ChangesBeforeCut);
        house.Server.Kill();

        var entries = house.Journal();
        var random = new Random(1);
        Assert.Empty(await house.LostAt(entries, entries.Count - 1, random, Loss.Nothing, crowd.History));
        Assert.NotEmpty(await house.LostAt(entries, entries.Count - 1, random, Loss.All, crowd.History));

        house.Cut(entries, random, Loss.All);
        await house.Server.Start();
        var found = await Assert.ThrowsAnyAsync<Exception>(new Audit(crowd).CatchUp);
        Assert.Contains("was acknowledged as", found.Message, StringComparison.Ordinal);
    }

    private static Loss AnyLoss(Random random) => (Loss)random.Next((int)Loss.Nothing + 1);

    /// <summary>A server on a disk whose every change is noted.</summary>
    private sealed class PowerHouse : IDisposable
    {
        private readonly TemporaryFolder _folder = new();
        private PowerlessDisk _disk = null!;
        private int _played;

        public PowerHouse()
        {
            Disk = new ShimmedDisk(Path.Combine(_folder.Path, "disk"), Path.Combine(_folder.Path, "data"));
            Server = new MortalServer(_folder.Path, Disk.Environment(withJournal: true));
        }

        public ShimmedDisk Disk { get; }

        public MortalServer Server { get; }

        /// <summary>What is there now is on the disk; what comes is noted.</summary>
        public void Begin()
        {
            File.Delete(Disk.JournalPath);
            (_disk, _played) = (new PowerlessDisk(Disk.Directory), 0);
        }

        public List<JournalEntry> Journal() => DiskJournal.Read(Disk.JournalPath);

        /// <summary>Puts what the cut leaves in the place of the data.</summary>
        public void Cut(List<JournalEntry> entries, Random random, Loss loss)
        {
            Play(entries, entries.Count);
            _disk.CutTo(Disk.Directory, random, loss);
            Begin();
        }

        /// <summary>
        /// What is missing, or wrong, after a cut at a moment before the server was killed: of what had been acknowledged
        /// when the entry was noted. The next moment must be a later one.
        /// </summary>
        public async Task<List<string>> LostAt(List<JournalEntry> entries, int at, Random random, Loss loss, History history)
        {
            Play(entries, at + 1);
            var directory = Path.Combine(_folder.Path, "look");
            _disk.CutTo(directory, random, loss);
            await using var store = SqliteStore.Open(directory, NullLogger<SqliteStore>.Instance);
            var stored = await store.Read(db => db.All("SELECT id, content FROM message", r => (Id: $"{r.Number(0)}", Content: r.Text(1))));
            var byId = stored.ToDictionary(message => message.Id, message => message.Content);
            var read = (await store.Read(db => db.All(
                "SELECT r.space_id, r.from_number, r.to_number, u.username FROM read_entry r JOIN users u ON u.id = r.user_id",
                r => (Space: r.Number(0), From: r.Number(1), To: r.Number(2), Username: r.Text(3)))))
                .SelectMany(r => from number in Enumerable.Range((int)r.From, (int)(r.To - r.From) + 1) select (r.Username, $"{MessageId.Of(r.Space, number)}")).ToHashSet();
            var found = await store.Read(db => Verifier.Run(db, Stores.ChecksOf(new ReadbackSettings()), _ => { }));
            return
            [
                .. history.Acknowledged.Where(sent => sent.At <= entries[at].Time && byId.GetValueOrDefault(sent.Id!) != sent.Text).Select(sent => sent.Text),
                .. history.Reads.Where(r => r.Value.At <= entries[at].Time && !read.Contains(r.Key)
                    && byId.GetValueOrDefault(r.Key.MessageId) is { } text && history.Sends[text].Username != r.Key.Username).Select(r => $"{r.Key} as read"),
                .. found.Select(result => $"{result.Name}: {string.Join("; ", result.Examples)}"),
            ];
        }

        private void Play(List<JournalEntry> entries, int end)
        {
            for (; _played < end; _played++)
            {
                _disk.Play(entries[_played]);
            }
        }

        public void Dispose()
        {
            Server.Dispose();
            Disk.Dispose();
            _folder.Dispose();
        }
    }
}
