using Microsoft.Extensions.DependencyInjection;
using Readback.Storage;
using Readback.Tests.Chat;
using Readback.Tests.Hosting;
using Readback.Tests.Log;

namespace Readback.Tests.Nodes;

/// <summary>The database goes away and comes back: callers are told to come again, and nothing else happens to them.</summary>
[Trait("Engine", "Postgres")]
public sealed class OutageTests : IAsyncLifetime
{
    private PostgresServer _postgres = null!;
    private ReadbackServer _server = null!;
    private Person _admin = null!;

    public async ValueTask InitializeAsync()
    {
        _postgres = await PostgresServer.Start(isDurable: true);
        var store = await _postgres.NewDatabase();
        _server = await ReadbackServer.Run(settings => settings with { Store = store });
        _admin = await _server.LogIn("admin", "default_space");
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _postgres.DisposeAsync();
    }

    [Theory]
    [InlineData("fast")]
    [InlineData("immediate")]
    public async Task Callers_are_told_to_come_again_streams_stay_open_and_all_goes_on_by_itself(string mode)
    {
        await using var stream = await _admin.WatchOn();
        await _admin.Say("before");
        await stream.Next("message");

        _postgres.Down(mode);
        foreach (var call in (Func<Task<HttpResponseMessage>>[])
        [
            () => _admin.TrySay("meanwhile", "k1"), () => _admin.MarkByForm(("messageIds", "1099511627777")),
            () => _admin.Get(ChatSteps.Inbox), () => _admin.Get(ChatSteps.Filter), () => _admin.Get("/api/chat/unread"),
            () => _admin.PostJson("/api/spaces", """{"name":"pumps"}"""), () => _admin.Get("/api/chat/stream"),
        ])
        {
            using var answer = await call();
            Assert.Equal("1", Assert.Single(answer.Headers.GetValues("Retry-After")));
            await Task.FromResult(answer).Refused(503);
        }

        _postgres.Up();
        var id = await _admin.Say("meanwhile", "k1");
        Assert.Equal(id, await _admin.Say("meanwhile", "k1"));
        await _admin.Say("afterwards");
        _server.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("meanwhile", (string?)(await stream.Next("message")).Json["content"]);
        Assert.Equal("afterwards", (string?)(await stream.Next("message")).Json["content"]);
        Assert.False(stream.IsBroken);
        Assert.Equal(["before", "meanwhile", "afterwards"], (await _admin.ReadWhole()).Values);
        await _server.AssertSound();
    }

    [Fact]
    public async Task A_commit_whose_connection_dies_is_not_tried_again_by_anybody_but_its_sender()
    {
        var store = _server.Services.GetRequiredService<IStore>();
        await Execute("CREATE SEQUENCE tried");
        await Execute(
            """
            CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS
              'BEGIN PERFORM nextval(''tried''); PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END'
            """);
        await Execute(
            "CREATE CONSTRAINT TRIGGER dies AFTER INSERT ON message DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION die()");
        await _admin.TrySay("is it there", "k1").Refused(503);
        // A sequence keeps its steps, whatever becomes of the transaction.
        Assert.Equal(1, await store.Read(db => db.Number("SELECT last_value FROM tried WHERE is_called")));
        Assert.Empty(await _admin.ReadWhole());

        await Execute("DROP TRIGGER dies ON message");
        var id = await _admin.Say("is it there", "k1");
        Assert.Equal(id, await _admin.Say("is it there", "k1"));
        Assert.Single(await _admin.ReadWhole());
        await _server.AssertSound();

        Task<int> Execute(string sql) => store.Write(db => db.Execute(sql));
    }

    [Fact]
    public async Task What_the_server_refuses_on_the_way_to_the_commit_takes_no_neighbour_along()
    {
        var store = _server.Services.GetRequiredService<IStore>();
        await store.Write(db => db.Execute("ALTER TABLE message ADD CHECK (content <> 'refused')"));
        string[] contents = ["first", "refused", "second"];
        var answers = await Task.WhenAll(contents.Select(content => _admin.TrySay(content, content)));
        Assert.Equal([204, 503, 204], answers.Select(answer => (int)answer.StatusCode));
        Assert.Equal(["first", "second"], (await _admin.ReadWhole()).Values.Order());
        await _server.AssertSound();
    }

    [Fact]
    public async Task Changes_that_lock_one_another_out_are_tried_again_and_both_made()
    {
        var store = _server.Services.GetRequiredService<IStore>();
        await store.Write(db => db.Execute("INSERT INTO meta (key, value) VALUES ('a', '0'), ('b', '0')"));
        var (first, second) = (new TaskCompletionSource(), new TaskCompletionSource());
        await Task.WhenAll(Add("a", "b", first, second), Add("b", "a", second, first));
        Assert.Equal(2, await store.Read(db => db.Number("SELECT value::BIGINT FROM meta WHERE key = 'a'")));
        Assert.Equal(2, await store.Read(db => db.Number("SELECT value::BIGINT FROM meta WHERE key = 'b'")));

        Task<int> Add(string one, string other, TaskCompletionSource mine, TaskCompletionSource theirs) => store.Write(async db =>
        {
            await db.Execute("UPDATE meta SET value = value::BIGINT + 1 WHERE key = $1", one);
            mine.TrySetResult();
            await theirs.Task;
            return await db.Execute("UPDATE meta SET value = value::BIGINT + 1 WHERE key = $1", other);
        });
    }
}
