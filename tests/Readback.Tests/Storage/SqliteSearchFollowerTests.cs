using CsCheck;
using Microsoft.Data.Sqlite;
using Readback.Storage;
using Readback.Storage.Search;
using Readback.Storage.Sqlite;
using Readback.Tests.Hosting;
using Readback.Text;

namespace Readback.Tests.Storage;

/// <summary>The search index behind the log: whatever it holds of it, everything is found.</summary>
[Trait("Engine", "Sqlite")]
public sealed class SqliteSearchFollowerTests : IDisposable
{
    private static readonly string[] Needles = ["7", "İ 1", "valve 12", "vAlVe", "nothing", "pump 3"];

    private readonly TemporaryFolder _folder = new();
    private readonly SqliteDb _db;
    private readonly Dictionary<long, List<string>> _said = new() { [1] = [], [2] = [], [900] = [] };

    public SqliteSearchFollowerTests()
    {
        System.IO.Directory.CreateDirectory(_folder.Path);
        var path = Path.Combine(_folder.Path, "readback.db");
        var connection = SqliteStore.Open(path, SqliteOpenMode.ReadWriteCreate);
        SqliteSchema.Upgrade(connection, path);
        _db = new SqliteDb(connection);
    }

    public void Dispose()
    {
        _db.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task All_is_found_at_every_step_also_after_the_process_has_died_in_the_middle()
    {
        var follower = new SqliteSearchFollower();
        await Gen.Select(Gen.Int[0, 2], Gen.Int[0, 1400], Gen.Int[0, 3], Gen.Bool).Array[12].SampleAsync(
            async steps =>
            {
                foreach (var (space, messages, indexed, dies) in steps)
                {
                    await Say(follower, _said.Keys.ElementAt(space), messages);
                    await AssertFound();
                    for (var i = 0; i < indexed && follower.HasWork; i++)
                    {
                        // What dies before its commit has done nothing.
                        await Step(follower, end: dies ? "ROLLBACK" : "COMMIT");
                        follower = dies ? new SqliteSearchFollower() : follower;
                        await AssertFound();
                    }
                }
            },
            iter: 3, threads: 1);
        while (follower.HasWork)
        {
            await Step(follower);
        }
        await AssertFound();
        Assert.Equal(_said.Values.Sum(said => said.Count), await _db.Number("SELECT count(*) FROM message_search"));
        Assert.Empty(await _db.Search.Everything(_db).Where(text => CaseFolding.Fold(text.Content!) != text.Folded).ToListAsync());
        await _db.Execute("INSERT INTO message_search (message_search) VALUES ('integrity-check')");
    }

    [Fact]
    public async Task It_is_due_before_the_end_that_has_to_be_looked_through_is_long()
    {
        var follower = new SqliteSearchFollower();
        await Say(follower, 1, SqliteSearchFollower.ChunkMessages - 1);
        Assert.False(follower.IsDue);
        await Say(follower, 2, 2 * SqliteSearchFollower.ChunkMessages);
        var steps = 0;
        for (; follower.IsDue; steps++)
        {
            Assert.InRange(steps, 0, 10);
            await Step(follower);
        }
        Assert.False(follower.IsLosing);
        Assert.True(follower.HasWork);
        Assert.InRange(await _db.Number("SELECT count(*) FROM message_search"), 2 * SqliteSearchFollower.ChunkMessages, long.MaxValue);
    }

    [Fact]
    public async Task Its_segments_are_merged_when_nobody_waits()
    {
        var follower = new SqliteSearchFollower();
        for (var i = 0; i < 20; i++)
        {
            await Say(follower, 1, SqliteSearchFollower.ChunkMessages);
            while (follower.IsDue)
            {
                await Step(follower);
            }
        }
        const string segments = "SELECT count(DISTINCT segid) FROM message_search_idx";
        Assert.InRange(await _db.Number(segments), 20, 21);
        while (follower.HasWork)
        {
            await Step(follower);
        }
        Assert.InRange(await _db.Number(segments), 1, 4);
        await AssertFound();
    }

    private async Task Step(SqliteSearchFollower follower, string end = "COMMIT")
    {
        await _db.Execute("BEGIN IMMEDIATE");
        await follower.Step(_db);
        await _db.Execute(end);
    }

    private async Task Say(SqliteSearchFollower follower, long space, int messages)
    {
        var said = _said[space];
        var rows = Enumerable.Range(said.Count + 1, messages)
            .Select(n => new MessageRow(MessageId.Of(space, n), n, 1, "ayse", ReadbackServer.Start, 1, $"{(n % 3 == 0 ? "PUMP" : "Valve İ")} {n}"))
            .ToList();
        said.AddRange(rows.Select(row => row.Content));
        await Messages.Insert(_db, rows);
        await _db.Execute("INSERT OR IGNORE INTO space VALUES ($1, $2, $2, 0, '', 0, '', 0)", space, $"{space}");
        await _db.Execute("INSERT OR REPLACE INTO space_head VALUES ($1, $2, $2, 0, 0)", space, (long)said.Count);
        follower.Note(rows.Select(row => row.Id));
    }

    private async Task AssertFound()
    {
        foreach (var (space, said) in _said)
        {
            foreach (var needle in Needles.Select(CaseFolding.Fold))
            {
                var found = new NumberSet();
                var all = new NumberRange(1, said.Count);
                await _db.Search.Find(_db, needle, space, all, found);
                Assert.Equal(
                    said.Index().Where(text => CaseFolding.Fold(text.Item).Contains(needle, StringComparison.Ordinal)).Select(text => text.Index + 1L),
                    found.In(all, newestFirst: false));
            }
        }
    }
}
