using CsCheck;
using Microsoft.Extensions.Logging.Abstractions;
using Readback.Storage;
using Readback.Storage.Search;
using Readback.Storage.Sqlite;
using Readback.Tests.Hosting;
using Readback.Text;

namespace Readback.Tests.Storage.Search;

/// <summary>The search index behind the log: whatever it holds of it, everything is found.</summary>
[Trait("Engine", "Sqlite")]
public sealed class SqliteSearchFollowerTests : IAsyncDisposable
{
    private static readonly string[] Needles = ["7", "İ 1", "va", "valve 12", "vAlVe", "nothing", "pump 3", "e İ 11"];

    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<long, List<string>> _said = new() { [11] = [], [12] = [], [900] = [] };
    private SqliteStore _store;

    public SqliteSearchFollowerTests() => _store = Open();

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task All_is_found_at_every_moment_also_after_the_process_has_ended_in_the_middle()
    {
        await Gen.Select(Gen.Int[0, 2], Gen.Int[0, 40], Gen.Bool).Array[12].SampleAsync(
            async steps =>
            {
                foreach (var (space, messages, isEnding) in steps)
                {
                    await Say(_said.Keys.ElementAt(space), messages);
                    await AssertFound();
                    if (isEnding)
                    {
                        await Reopen();
                        await AssertFound();
                    }
                }
            },
            iter: 5, threads: 1);
        await AssertComesToTheEnd();
        await AssertFound();
    }

    [Fact]
    public async Task A_server_that_finds_no_index_makes_it_anew()
    {
        await Say(11, 100);
        await AssertComesToTheEnd();
        await _store.Write(async db => await db.Execute("DELETE FROM search_piece") + await db.Execute("DELETE FROM search_segment"));
        await Reopen();
        await AssertFound();
        await Say(12, 1);
        await AssertComesToTheEnd();
        await AssertFound();
    }

    [Fact]
    public async Task Large_segments_take_the_place_of_small_ones()
    {
        var (small, large) = (TestData.SmallSegments.Small, TestData.SmallSegments.Large);
        await Say(11, 2 * large + 2 * small + 1);
        await AssertComesToTheEnd();
        Assert.Equal(
            [new NumberRange(1, large), new(large + 1, 2 * large), new(2 * large + 1, 2 * large + small), new(2 * large + small + 1, 2 * large + 2 * small)],
            await _store.Read(db => db.All(
                "SELECT from_number, to_number FROM search_segment ORDER BY from_number", static r => new NumberRange(r.Number(0), r.Number(1)))));
    }

    private SqliteStore Open() => SqliteStore.Open(_folder.Path, NullLogger<SqliteStore>.Instance, TestData.SmallSegments);

    private async Task Reopen()
    {
        await _store.DisposeAsync();
        _store = Open();
    }

    private async Task Say(long space, int messages)
    {
        var said = _said[space];
        var rows = Enumerable.Range(said.Count + 1, messages)
            .Select(n => new MessageRow(MessageId.Of(space, n), n, 1, "ayse", ReadbackServer.Start, 1, $"{(n % 3 == 0 ? "PUMP" : "Valve İ")} {n}"))
            .ToList();
        said.AddRange(rows.Select(row => row.Content));
        await _store.Write(async db =>
        {
            await db.Execute("INSERT OR IGNORE INTO space VALUES ($1, $2, $2, 0, '', 0, '', 0)", space, $"{space}");
            await Messages.Insert(db, rows);
            await db.Search.Add(db, rows.Select(row => new NewText(row.Id, row.Content)));
            return await db.Execute("INSERT OR REPLACE INTO space_head VALUES ($1, $2, $2, 0, 0)", space, (long)said.Count);
        });
    }

    /// <summary>From the first commit on it follows by itself; here one looks until it has come as far as it can.</summary>
    private async Task AssertComesToTheEnd()
    {
        await Say(11, 0);
        foreach (var (space, said) in _said)
        {
            while (TestData.SmallSegments.Next(await _store.Read(db => SqliteSearch.LastIndexed(db, space)), said.Count) is not null)
            {
                TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
                await Task.Yield();
            }
        }
        Assert.Empty(await _store.Read(async db => await db.Search.Faults(db).ToListAsync()));
    }

    private async Task AssertFound()
    {
        foreach (var (space, said) in _said)
        {
            foreach (var needle in Needles.Select(CaseFolding.Fold))
            {
                var all = new NumberRange(1, said.Count);
                var found = await _store.Read(async db =>
                {
                    var found = new NumberSet();
                    await db.Search.Find(db, needle, space, all, found);
                    return found;
                });
                Assert.Equal(
                    said.Index().Where(text => CaseFolding.Fold(text.Item).Contains(needle, StringComparison.Ordinal)).Select(text => text.Index + 1L),
                    found.In(all, newestFirst: false));
            }
        }
    }
}
