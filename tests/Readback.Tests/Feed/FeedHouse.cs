using Microsoft.Extensions.DependencyInjection;
using Readback.Directory;
using Readback.Log;
using Readback.Storage;
using Readback.Tests.Chat;
using Readback.Tests.Hosting;
using Readback.Text;

namespace Readback.Tests.Feed;

/// <summary>A server with the cast and an administrator logged in. Each test gets a space of its own in it.</summary>
public sealed class FeedHouse : IAsyncLifetime
{
    private int _names;

    public ReadbackServer Server { get; } = new();

    public OpenStreams Streams { get; private set; } = null!;

    public Person Ayse { get; private set; } = null!;

    public Person Bora { get; private set; } = null!;

    public Person Chen { get; private set; } = null!;

    public Person Admin { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await Server.InitializeAsync();
        Streams = new OpenStreams(Server.Services);
        (Ayse, Bora, Chen) = (await Server.LogIn("ayse"), await Server.LogIn("bora"), await Server.LogIn("chen"));
        Admin = await Server.LogIn("admin", space: null);
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Streams.Dispose();
    }

    public string NewName(string what) => $"{what} {Interlocked.Increment(ref _names)}";

    /// <summary>Makes a space, lets these in (all three unless named), and turns everybody's calls to it.</summary>
    public async Task<string> Enter(params string[] members)
    {
        var space = NewName("kazan dairesi ş");
        await Server.AddSpace(space);
        foreach (var member in members.Length > 0 ? members : ["ayse", "bora", "chen"])
        {
            await Server.Join(member, space);
        }
        Ayse.Space = Bora.Space = Chen.Space = space;
        return space;
    }

    /// <summary>Lets many into a space who never do anything.</summary>
    public async Task Crowd(string space, int people)
    {
        Assert.True(Server.Directory.TryGetSpace(space, out var row));
        await Server.Services.GetRequiredService<DirectoryWriter>().Change<bool>(async change =>
        {
            foreach (var name in Enumerable.Range(0, people).Select(_ => NewName("operator")))
            {
                var id = await Users.Insert(change.Db, new UserRow(
                    0, name, CaseFolding.Fold(name), "", null, null, true, false, false, false, "admin", change.Now, "admin", change.Now));
                await MemberLog.Join(change.Db, row.Id, id, name, change.Now);
                change.Changed(DirectoryEntry.User(id));
                change.Changed(DirectoryEntry.Membership(row.Id, id));
            }
            return true;
        });
    }
}

/// <summary>A test of the feed, in a space where nothing has been said yet, and with no stream left over from another.</summary>
public abstract class FeedTest(FeedHouse house) : IClassFixture<FeedHouse>, IAsyncLifetime
{
    protected FeedHouse House => house;

    protected ReadbackServer Server => house.Server;

    protected string Space { get; private set; } = "";

    protected Person Ayse => house.Ayse;

    protected Person Bora => house.Bora;

    protected Person Chen => house.Chen;

    protected Person Admin => house.Admin;

    /// <summary>The server's clock as the contract writes dates.</summary>
    protected string Now => Wire.Date(Server.Clock.GetUtcNow());

    public async ValueTask InitializeAsync()
    {
        await house.Streams.Are(0);
        Space = await house.Enter();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Somebody new, a member of this test's space and logged in.</summary>
    protected async Task<(Person Person, long Id)> NewMember(string name)
    {
        var username = house.NewName(name);
        var id = await Server.AddUser(username, Space);
        return (await Server.LogIn(username, Space), id);
    }

    protected void Wait(TimeSpan time) => Server.Clock.Advance(time);

    protected static async Task Done(Task<HttpResponseMessage> call)
    {
        using var answer = await call;
        Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }
}
