using Readback.Configuration;
using Readback.Storage;
using Readback.Storage.Moving;
using Readback.Storage.Sqlite;
using Readback.Tests.Chat;
using Readback.Tests.Cli;
using Readback.Tests.Hosting;
using Readback.Tests.Log;

namespace Readback.Tests.Storage.Moving;

/// <summary>Data goes from the embedded database to PostgreSQL and back, and nothing of it changes on the way.</summary>
[Trait("Engine", "Sqlite")]
public sealed class MoveTests(SoundData sound) : IClassFixture<SoundData>, IAsyncLifetime
{
    private readonly TemporaryFolder _data = sound.Directory();
    private readonly TemporaryFolder _elsewhere = new();
    private string _store = "";

    public async ValueTask InitializeAsync() => _store = await (await PostgresServer.Shared).NewDatabase();

    public async ValueTask DisposeAsync()
    {
        await (await PostgresServer.Shared).Drop(_store);
        _data.Dispose();
        _elsewhere.Dispose();
    }

    [Fact]
    public async Task There_and_back_everything_is_as_it_was()
    {
        var there = await Move(_data.Path, _store);
        Assert.Equal((0, ""), (there.Code, there.Error));
        Assert.Contains("Both sides hold the same", there.Out);
        Assert.Contains("The source passes all", there.Out);
        Assert.Contains("The target passes all", there.Out);
        Assert.Equal(0, (await Commands.Run("verify", "--store", _store)).Code);

        var back = await Move(_store, _elsewhere.Path);
        Assert.Equal((0, ""), (back.Code, back.Error));
        Assert.Equal(0, (await Commands.Run("verify", "--data", _elsewhere.Path)).Code);

        // But for the two notes that it was moved.
        await using var first = SqliteStore.Open(_data.Path, Microsoft.Extensions.Logging.Abstractions.NullLogger<SqliteStore>.Instance);
        await using var last = SqliteStore.Open(_elsewhere.Path, Microsoft.Extensions.Logging.Abstractions.NullLogger<SqliteStore>.Instance);
        Assert.Equal(2, await last.Write(db => db.Execute("DELETE FROM audit WHERE action = 'data.moved'")));
        await new Mover(first, last).Compare((_, _) => { }, CancellationToken.None);
    }

    [Fact]
    public async Task A_server_goes_on_where_the_other_one_stopped()
    {
        Assert.Equal(0, (await Move(_data.Path, _store)).Code);
        await using var server = await ReadbackServer.Run(settings => settings with { Store = _store });
        server.Clock.Advance(TimeSpan.FromHours(1));
        var ayse = await server.LogIn("ayse");
        Assert.Equal(6, (await ayse.ReadWhole()).Count);
        await ayse.Say("on PostgreSQL now");
        Assert.Equal(7, (await ayse.ReadWhole()).Count);
        Assert.Equal(1, (await ayse.Find(("content", "pompa iki")))["totalElements"]!.GetValue<int>());
        Assert.Equal(5, await server.AddUser("dora", ReadbackServer.Boiler));
        Assert.Equal(3, await server.AddSpace("boiler-3"));
        await server.AssertSound();
    }

    [Fact]
    public async Task Users_and_spaces_are_administered_beside_servers_that_run()
    {
        Assert.Equal(0, (await Move(_data.Path, _store)).Code);
        await using var server = await ReadbackServer.Run(settings => settings with { Store = _store });
        server.Clock.Advance(TimeSpan.FromHours(1));
        var made = await Commands.Run("user", "add", "dina", "--space", "BOILER-2", "--store", _store);
        Assert.Equal((0, ""), (made.Code, made.Error));
        var dina = await server.LogIn("dina", password: made.Out.TrimEnd().Split('\t')[1]);
        await dina.Say("made beside the server");
        Assert.Contains("boiler-2\t4\tayse, bora, chen, dina", (await Commands.Run("space", "list", "--store", _store)).Out);
        Assert.Equal(0, (await Commands.Run("verify", "--store", _store)).Code);
        var backup = await Commands.Run("backup", "b.db", "--store", _store);
        Assert.Equal(1, backup.Code);
        Assert.Contains("pg_dump", backup.Error);
    }

    [Fact]
    public async Task A_move_that_breaks_off_after_each_chunk_comes_to_its_end_all_the_same()
    {
        await using var source = await Stores.OpenExisting(new ReadbackSettings { Data = _data.Path });
        await using var target = await Stores.OpenOrMake(new ReadbackSettings { Store = _store });
        var breaks = 0;
        for (var isDone = false; !isDone;)
        {
            using var stop = new CancellationTokenSource();
            var mover = new Mover(source, target);
            await mover.Begin();
            try
            {
                await mover.Copy((_, _) => stop.Cancel(), stop.Token);
                isDone = true;
            }
            catch (OperationCanceledException)
            {
                breaks++;
                await RefusesToServe();
            }
        }
        Assert.InRange(breaks, 5, MovedTables.All.Count);
        await new Mover(source, target).Compare((_, _) => { }, CancellationToken.None);
    }

    [Fact]
    public async Task Only_an_empty_database_is_moved_into()
    {
        Assert.Equal(0, (await Move(_data.Path, _store)).Code);
        var again = await Move(_data.Path, _store);
        Assert.Equal((1, "The target holds other data. Data is moved into an empty database only."), (again.Code, again.Error.TrimEnd()));
    }

    [Fact]
    public async Task What_changed_under_the_move_is_found()
    {
        await using var source = await Stores.OpenExisting(new ReadbackSettings { Data = _data.Path });
        await using var target = await Stores.OpenOrMake(new ReadbackSettings { Store = _store });
        var mover = await Copied(source, target);
        await source.Write(db => db.Execute("UPDATE users SET phone = '1' WHERE id = 2"));
        var refusal = await Assert.ThrowsAsync<StoreRefusedException>(() => mover.Compare((_, _) => { }, CancellationToken.None));
        Assert.StartsWith("The two sides differ in users", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_sent_at_the_source_after_the_comparison_keeps_the_target_shut()
    {
        Assert.Equal(0, (await Move(_data.Path, _store)).Code);
        await using var source = await Stores.OpenExisting(new ReadbackSettings { Store = _store });
        await using var target = await Stores.OpenOrMake(new ReadbackSettings { Data = _elsewhere.Path });
        var mover = await Copied(source, target);
        await mover.Compare((_, _) => { }, CancellationToken.None);
        await using (var server = await ReadbackServer.Run(settings => settings with { Store = _store }))
        {
            server.Clock.Advance(TimeSpan.FromHours(1));
            await (await server.LogIn("ayse")).Say("too late to come along");
        }

        var refusal = await Assert.ThrowsAsync<StoreRefusedException>(() => mover.End(Act));
        Assert.StartsWith("The source has changed since the two sides were compared", refusal.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<StoreRefusedException>(() => target.Read(MoveMark.Refuse));
    }

    [Fact]
    public async Task What_did_not_change_after_the_comparison_opens_the_target()
    {
        await using var source = await Stores.OpenExisting(new ReadbackSettings { Data = _data.Path });
        await using var target = await Stores.OpenOrMake(new ReadbackSettings { Store = _store });
        var mover = await Copied(source, target);
        await Assert.ThrowsAsync<StoreRefusedException>(() => mover.End(Act));
        await mover.Compare((_, _) => { }, CancellationToken.None);
        await mover.End(Act);
        Assert.True(await target.Read(MoveMark.Refuse));
    }

    [Fact]
    public async Task A_mistyped_source_is_said_to_be_missing_and_nothing_is_made()
    {
        var fromDirectory = await Move(_elsewhere.Path, _store);
        Assert.Equal((1, $"There is no data directory {_elsewhere.Path}."), (fromDirectory.Code, fromDirectory.Error.TrimEnd()));
        var fromDatabase = await Move(_store, _elsewhere.Path);
        Assert.Equal(1, fromDatabase.Code);
        Assert.Contains("holds nothing of Readback's", fromDatabase.Error);
        Assert.False(System.IO.Directory.Exists(_elsewhere.Path));
    }

    [Fact]
    public async Task Every_table_of_both_engines_is_moved_or_is_known_to_stay()
    {
        await using var embedded = await Stores.OpenExisting(new ReadbackSettings { Data = _data.Path });
        await using var shared = await Stores.OpenOrMake(new ReadbackSettings { Store = _store });
        var known = MovedTables.All.ToDictionary(table => table.Name, table => table.Columns.Split(", ").Order().ToList());
        var columns = new Dictionary<string, List<string>>[]
        {
            await Columns(embedded, "SELECT m.name, c.name FROM sqlite_schema m, pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'message_search_%' AND m.name NOT LIKE 'sqlite_%'"),
            await Columns(shared, "SELECT table_name::TEXT, column_name::TEXT FROM information_schema.columns WHERE table_schema = 'public'"),
        };
        foreach (var engine in columns)
        {
            Assert.Empty(engine.Keys.Except(MovedTables.NotMoved).Except(known.Keys));
            Assert.All(known, table => Assert.Equal(table.Value, engine[table.Key].Order()));
        }
    }

    private static AuditRow Act { get; } = new(
        "system", new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero), "127.0.0.1", "data.moved", "a test", SpaceId: null, UserId: null);

    private static async Task<Mover> Copied(IStore source, IStore target)
    {
        var mover = new Mover(source, target);
        await mover.Begin();
        await mover.Copy((_, _) => { }, CancellationToken.None);
        return mover;
    }

    private static async Task<Dictionary<string, List<string>>> Columns(IStore store, string sql)
    {
        var rows = await store.Read(db => db.All(sql, r => (Table: r.Text(0), Column: r.Text(1))));
        return rows.GroupBy(row => row.Table).ToDictionary(table => table.Key, table => table.Select(row => row.Column).ToList());
    }

    private async Task RefusesToServe()
    {
        var refusal = await Assert.ThrowsAsync<StoreRefusedException>(() => ReadbackServer.Run(settings => settings with { Store = _store }));
        Assert.StartsWith("Data is being moved into this database", refusal.Message, StringComparison.Ordinal);
    }

    private static Task<Outcome> Move(string from, string to) => Commands.Run("move", "--from", from, "--to", to);
}
