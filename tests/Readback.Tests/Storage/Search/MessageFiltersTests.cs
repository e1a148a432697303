using CsCheck;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Readback.Chat.Filters;
using Readback.Http;
using Readback.Log;
using Readback.Storage;
using Readback.Storage.Search;
using Readback.Storage.Verification;
using Readback.Tests.Hosting;
using Readback.Tests.Model;

namespace Readback.Tests.Storage.Search;

/// <summary>Filters where clocks jump, where a search is stopped, and where an older snapshot asks after a newer one.</summary>
public sealed class MessageFiltersTests : IAsyncLifetime
{
    private static readonly int Histories = TestData.IsPostgres ? 30 : 200;

    /// <summary>What happens between two messages, and how far the clock jumps before each of both.</summary>
    private static readonly Gen<(int Jump, int Between, int JumpBetween)[]> AnyClock = Gen.Select(
        Gen.Frequency((3, Gen.Int[0, 3000]), (1, Gen.Int[-1999, -1]), (2, Gen.Int[-20_000, 20_000])),
        Gen.Int[0, 3],
        Gen.Int[-20_000, 20_000]).Array[1, 25];

    private readonly FakeTimeProvider _clock = new(ReadbackServer.Start);
    private readonly KeptAnswers _kept = new();
    private readonly TestMeterFactory _meters = new();
    private TestData _data = null!;
    private IStore _store = null!;
    private LogWriter _log = null!;
    private int _spaces;

    public async ValueTask InitializeAsync()
    {
        _data = await TestData.Create();
        _store = await _data.Open();
        _log = new LogWriter(_store, _clock, new LogSignal(), new LogMetrics(_meters), NullLogger<LogWriter>.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        await _log.DisposeAsync();
        await _store.DisposeAsync();
        _meters.Dispose();
        await _data.DisposeAsync();
    }

    [Fact]
    public async Task A_period_is_exact_wherever_the_clock_jumped()
    {
        await Gen.Select(AnyClock, Gen.Int[-25_000, 25_000].Array[2]).SampleAsync(
            async (clock, bounds) =>
            {
                var chat = await Space("ayse", "bora");
                foreach (var (jump, between, jumpBetween) in clock)
                {
                    Jump(jumpBetween);
                    await (between switch
                    {
                        1 => chat.Join(Here("bora")),
                        2 => chat.Leave(Here("bora")),
                        3 => chat.SetRead(Here("bora"), [1]),
                        _ => Task.CompletedTask,
                    });
                    Jump(jump);
                    await chat.Send(Here("ayse"), "on");
                }
                var dates = (await chat.Filter(new(null, null, null, null), new Paging(0, 2000, [new SortOrder("id", false)])))
                    .Messages.Select(message => message.CreationDate).ToList();
                var middle = dates[dates.Count / 2];
                DateTimeOffset?[] ends = [null, middle, middle.AddMilliseconds(bounds[0]), middle.AddMilliseconds(bounds[1]), dates[0]];
                foreach (var (from, to) in ends.SelectMany(from => ends.Select(to => (from, to))))
                {
                    var found = await chat.Filter(new(null, null, from, to), new Paging(0, 2000, [new SortOrder("id", false)]));
                    var expected = dates.Index().Where(date => !(date.Item < from) && !(date.Item > to)).Select(date => date.Index + 1L);
                    Assert.Equal(expected, found.Messages.Select(message => message.Number));
                    Assert.Equal(found.Messages.Count, found.Total);
                }
            },
            iter: Histories, threads: 1);
        Assert.Empty(await _store.Read(db => Verifier.Run(db, LogChecks.All, _ => { })));
    }

    [Fact]
    public async Task A_search_that_is_stopped_is_not_kept()
    {
        const int messages = 20_000;
        var chat = await Space("ayse");
        await Fill(chat.SpaceId, messages);
        foreach (var criteria in (MessageCriteria[])[new("e 1", null, null, null), new("1", null, null, null), new(null, "ayse", null, null)])
        {
            using var time = new CancellationTokenSource();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _store.Read(
                async db =>
                {
                    await time.CancelAsync();
                    return await new MessageFilters(_kept).Find(db, chat.SpaceId, messages, criteria);
                },
                time.Token));
            Assert.Equal(0, _kept.Bytes);
        }
        var found = await _store.Read(db => new MessageFilters(_kept).Find(db, chat.SpaceId, messages, new("e 1", null, null, null)));
        Assert.Equal(Enumerable.Range(1, messages).Count(n => $"{n}".StartsWith('1')), found.Count);
        Assert.NotEqual(0, _kept.Bytes);
    }

    [Fact]
    public async Task An_older_snapshot_does_not_see_what_a_newer_one_found()
    {
        var chat = await Space("ayse");
        await chat.Send(Here("ayse"), "valve 1");
        var (newer, older) = await _store.Read(async db =>
        {
            var before = (await SpaceHeads.Read(db, chat.SpaceId))!.LastNumber;
            await chat.Send(Here("ayse"), "valve 2");
            await chat.Send(Here("ayse"), "valve 3");
            var newer = await chat.Filter(new("valve", null, null, null), new Paging(0, 20, []));
            Assert.Equal(1, before);
            return (newer, await new MessageFinder(_kept).Find(db, chat.SpaceId, new("valve", null, null, null), new Paging(0, 20, [])));
        });
        Assert.Equal(["valve 3", "valve 2", "valve 1"], newer.Messages.Select(message => message.Content));
        Assert.Equal(["valve 1"], older.Messages.Select(message => message.Content));
        Assert.Equal((1, 3), (older.Total, newer.Total));
    }

    [Fact]
    public async Task Senders_sort_by_the_bytes_of_their_names()
    {
        string[] people = ["\U0001F527 fitter", "\uFF21 press", "bora", "Ayse", "Ömer"];
        var chat = await Space(people);
        foreach (var person in people.Concat(people))
        {
            await chat.Send(Here(person), "here");
        }
        var found = await chat.Filter(new(null, null, null, null), new Paging(0, 20, [new SortOrder("createdBy", false)]));
        Assert.Equal(
            ["Ayse", "bora", "Ömer", "\uFF21 press", "\U0001F527 fitter"],
            found.Messages.Select(message => message.CreatedBy[..message.CreatedBy.LastIndexOf(' ')]).Distinct());
    }

    /// <summary>A space of its own, and people whose names nobody else has.</summary>
    private async Task<RealChat> Space(params string[] people)
    {
        var name = $"space-{++_spaces}";
        var chat = new RealChat(_store, _log, _clock, _kept);
        await chat.Open(name, [.. people.Select(Here)]);
        foreach (var person in people)
        {
            await chat.Join(Here(person));
        }
        return chat;
    }

    private string Here(string person) => $"{person} {_spaces}";

    private void Jump(int milliseconds) => _clock.AdjustTime(_clock.GetUtcNow().AddMilliseconds(milliseconds));

    private Task<bool> Fill(long space, int messages) => _store.Write(async db =>
    {
        var rows = Enumerable.Range(1, messages)
            .Select(n => new MessageRow(MessageId.Of(space, n), n, 1, "ayse", ReadbackServer.Start, 1, $"message {n}")).ToList();
        await Messages.Insert(db, rows);
        await db.Search.Add(db, rows.Select(row => new NewText(row.Id, row.Content)));
        return true;
    });
}
