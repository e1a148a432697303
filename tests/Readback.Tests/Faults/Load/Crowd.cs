using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Readback.Tests.Balancing.Chaos;
using Readback.Tests.Hosting;

namespace Readback.Tests.Faults.Load;

/// <summary>
/// The people of <c>boiler-2</c> at work: Ayse, Bora and Chen send and read, somebody listens to each of them, the
/// administrator lets Dina in and out, Bora comes and goes. What they were told is in the history.
/// </summary>
internal sealed class Crowd : IAsyncDisposable
{
    public const string Visitor = "dina";

    /// <summary>Each user has so many hands that send at once.</summary>
    private const int SendersEach = 2;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(1);
    private static readonly string[] Names = ["ayse", "bora", "chen"];

    private readonly CancellationTokenSource _work = new();
    private readonly CancellationTokenSource _listening;
    private readonly CancellationToken _guard;
    private readonly List<HttpClient> _clients = [];
    private Task _working = Task.CompletedTask;
    private Task _heard = Task.CompletedTask;

    private Crowd(CancellationToken guard)
    {
        _guard = guard;
        _listening = CancellationTokenSource.CreateLinkedTokenSource(guard);
    }

    public History History { get; } = new();

    public HttpClient Admin { get; private set; } = null!;

    /// <summary>Clients by username: the members, and the visitor.</summary>
    public Dictionary<string, HttpClient> People { get; } = [];

    /// <summary>Who listens, in whose name; the visitor does not.</summary>
    public List<(string Username, Listener Listener)> Listeners { get; } = [];

    public static IReadOnlyList<string> Members => Names;

    /// <summary>Makes the space and its people on a new server.</summary>
    public static async Task<Crowd> Meet(MortalServer server, CancellationToken guard)
    {
        var crowd = new Crowd(guard);
        crowd.Admin = await crowd.LogIn(server, "admin", ReadbackServer.AdminPassword, "default_space");
        var space = await Make(crowd.Admin, "/api/spaces", new { name = ReadbackServer.Boiler });
        crowd.SpaceId = space;
        foreach (var name in (string[])[.. Names, Visitor])
        {
            var user = await Make(crowd.Admin, "/api/users", new { username = name, password = ReadbackServer.Password });
            if (name == Visitor)
            {
                crowd.VisitorId = user;
            }
            else
            {
                await Make(crowd.Admin, $"/api/users/{user}/spaces", space);
            }
            crowd.People[name] = await crowd.LogIn(server, name, ReadbackServer.Password, ReadbackServer.Boiler);
        }
        return crowd;
    }

    public string SpaceId { get; private set; } = "";

    public string VisitorId { get; private set; } = "";

    /// <summary>Begins to work, and returns when everybody who listens does.</summary>
    public async Task Begin(int seed)
    {
        foreach (var name in Names)
        {
            Listeners.Add((name, new Listener(People[name], History.Count)));
        }
        _heard = Task.WhenAll(Listeners.Select(each => each.Listener.Run(_listening.Token)));
        await Task.WhenAny(Task.WhenAll(Listeners.Select(each => each.Listener.Started)), _heard);
        var senders = from name in Names.Index()
                      from hand in Enumerable.Range(0, SendersEach)
                      let number = (name.Index * SendersEach) + hand
                      select new Sender(People[name.Item], name.Item, number, seed + number, History).Run(_work.Token);
        var readers = from name in Names.Index()
                      select new Reader(People[name.Item], name.Item, seed + name.Index, History).Run(_work.Token);
        _working = Task.WhenAll([
            .. senders, .. readers, new Doorkeeper(Admin, VisitorId, SpaceId, History).Run(_work.Token),
            new Commuter(People["bora"], "bora", ReadbackServer.Password, History).Run(_work.Token)]);
    }

    /// <summary>Returns when so many more changes were acknowledged; fails where somebody gave up.</summary>
    public async Task Acknowledges(int more)
    {
        var enough = History.AcknowledgedChanges + more;
        while (History.AcknowledgedChanges < enough)
        {
            await Alive();
            await Task.Delay(Look, TimeProvider.System, _guard);
        }
    }

    /// <summary>Fails where somebody met what must not be.</summary>
    public async Task Alive()
    {
        if (_working.IsFaulted)
        {
            await _working;
        }
        if (_heard.IsFaulted)
        {
            await _heard;
        }
    }

    /// <summary>Everybody ends what they do, and who listens has heard all of it.</summary>
    public async Task End()
    {
        await _work.CancelAsync();
        await _working.WaitAsync(_guard);
        var end = await Position();
        foreach (var (_, listener) in Listeners)
        {
            while (listener.Last < end)
            {
                await Alive();
                await Task.Delay(Look, TimeProvider.System, _guard);
            }
        }
        await _listening.CancelAsync();
        await _heard;
    }

    public async ValueTask DisposeAsync()
    {
        await _work.CancelAsync();
        await _listening.CancelAsync();
        _clients.ForEach(client => client.Dispose());
        _work.Dispose();
        _listening.Dispose();
    }

    private async Task<long> Position()
    {
        using var answer = await People[Names[0]].GetAsync("/api/chat/unread", _guard);
        return long.Parse(Assert.Single(answer.Headers.GetValues("X-Log-Position")), CultureInfo.InvariantCulture);
    }

    private async Task<HttpClient> LogIn(MortalServer server, string username, string password, string space)
    {
        var client = await server.LogIn(username, password, space);
        _clients.Add(client);
        return client;
    }

    private static async Task<string> Make<T>(HttpClient admin, string path, T body)
    {
        using var made = await admin.PostAsJsonAsync(path, body);
        Assert.Equal(200, (int)made.StatusCode);
        return (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
    }
}
