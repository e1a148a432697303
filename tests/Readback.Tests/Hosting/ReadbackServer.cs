using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Readback.Accounts;
using Readback.Configuration;
using Readback.Directory;
using Readback.Log;
using Readback.Storage;
using Readback.Text;

namespace Readback.Tests.Hosting;

/// <summary>
/// The whole server over real HTTP, on a database of its own and a clock that stands still until told otherwise. As a
/// class fixture it starts with <c>boiler-2</c> and its members Ayse, Bora and Chen.
/// </summary>
public sealed class ReadbackServer : IAsyncLifetime
{
    public const string AdminPassword = "correct horse 1";
    public const string Password = "battery staple 2";
    public const string Boiler = "boiler-2";

    public static readonly DateTimeOffset Start = new(2026, 11, 23, 9, 15, 0, TimeSpan.Zero);

    /// <summary>Everybody's password, hashed once for all tests: that is slow on purpose.</summary>
    private static readonly Lazy<Task<string>> HashedPassword = new(() => new Passwords().Hash(Password).AsTask());

    private readonly Func<ReadbackSettings, ReadbackSettings> _change;
    private readonly ReadbackServer? _beside;
    private TestData? _data;
    private WebApplication? _app;

    public ReadbackServer() : this(settings => settings) { }

    private ReadbackServer(Func<ReadbackSettings, ReadbackSettings> change, ReadbackServer? beside = null)
    {
        (_change, _beside) = (change, beside);
        Clock = beside?.Clock ?? new ObservedClock(Start);
    }

    public ObservedClock Clock { get; }

    public Uri Address => new(_app!.Urls.First());

    public IServiceProvider Services => _app!.Services;

    internal DirectoryCache Directory => Services.GetRequiredService<DirectoryCache>();

    /// <summary>A server with settings of its own, and nobody but <c>admin</c>.</summary>
    internal static async Task<ReadbackServer> Run(Func<ReadbackSettings, ReadbackSettings>? change = null)
    {
        var server = new ReadbackServer(change ?? (settings => settings));
        await server.Boot();
        return server;
    }

    /// <summary>Another node on the same database and the same clock, where the engine lets several share one.</summary>
    internal static async Task<ReadbackServer> RunBeside(ReadbackServer other)
    {
        var server = new ReadbackServer(other._change, other);
        await server.Boot();
        return server;
    }

    public async ValueTask InitializeAsync()
    {
        await Boot();
        await AddSpace(Boiler);
        foreach (var name in (string[])["ayse", "bora", "chen"])
        {
            await AddUser(name, Boiler);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        if (_data is not null && _beside is null)
        {
            await _data.DisposeAsync();
        }
    }

    /// <summary>Stops the server and starts another one on the same data and the same clock.</summary>
    public async Task Restart()
    {
        await Stop();
        await Boot();
    }

    /// <summary>Stops the server for good; what it had is left to the nodes beside it.</summary>
    public Task StopOnly() => Stop();

    /// <summary>A new user, a member of the spaces named; the password is <see cref="Password"/>.</summary>
    public async Task<long> AddUser(string username, params string[] spaces)
    {
        var hash = await HashedPassword.Value;
        var id = await Services.GetRequiredService<DirectoryWriter>().Change(async change =>
        {
            var user = await Users.Insert(change.Db, new UserRow(
                0, username, CaseFolding.Fold(username), hash, null, null, true, false, false, false, "admin", change.Now,
                "admin", change.Now));
            change.Changed(DirectoryEntry.User(user));
            return user;
        });
        foreach (var space in spaces)
        {
            await Join(username, space);
        }
        return id;
    }

    public async Task<long> AddSpace(string name) => await Services.GetRequiredService<DirectoryWriter>().Change(async change =>
    {
        var space = await SpaceTable.Insert(change.Db, new SpaceRow(
            0, name, CaseFolding.Fold(name), false, "admin", change.Now, "admin", change.Now));
        change.Changed(DirectoryEntry.Space(space));
        return space;
    });

    public Task Join(string username, string space) => Change(async change =>
    {
        var (user, where) = Find(username, space);
        Assert.True(await MemberLog.Join(change.Db, where.Id, user.Id, user.Username, change.Now));
        change.Changed(DirectoryEntry.Membership(where.Id, user.Id));
    });

    public Task Leave(string username, string space) => Change(async change =>
    {
        var (user, where) = Find(username, space);
        Assert.True(await MemberLog.Leave(change.Db, where.Id, user.Id, change.Now));
        change.Changed(DirectoryEntry.Membership(where.Id, user.Id));
    });

    public Task Grant(string username, string role) => Change(async change =>
    {
        Assert.True(Directory.TryGetUser(username, out var user));
        await UserRoles.Grant(change.Db, user.Id, role);
        change.Changed(DirectoryEntry.User(user.Id));
    });

    /// <summary>Logs somebody in who then sends a bearer token, and <paramref name="space"/> in X-Space.</summary>
    public async Task<Person> LogIn(string username, string? space = Boiler, string? password = null)
    {
        var person = new Person(this, username, password ?? (username == "admin" ? AdminPassword : Password), space);
        await person.LogIn();
        return person;
    }

    /// <summary>A client that sends nothing of its own, and keeps no cookies.</summary>
    public HttpClient Stranger() => new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = Address };

    /// <summary>A client that keeps cookies as a browser does.</summary>
    public (HttpClient Client, CookieContainer Cookies) Browser()
    {
        var cookies = new CookieContainer();
        return (new HttpClient(new SocketsHttpHandler { CookieContainer = cookies, AllowAutoRedirect = false }) { BaseAddress = Address }, cookies);
    }

    private async Task Boot()
    {
        _data ??= _beside?._data ?? await TestData.Create();
        _app = await Server.Build(
            _change(_data.In(new ReadbackSettings
            {
                Urls = ["http://127.0.0.1:0"],
                AdminPassword = AdminPassword,
                Logging = new LoggingSettings { Level = LogLevel.Warning },
                // How full the disk of the machine is is nobody's business here.
                Limits = new LimitSettings { DiskWarningMegabytes = 1 },
                // Everybody comes from one address here.
                Sessions = new SessionSettings { LoginsPerMinute = 60_000, LoginBurst = 10_000 },
            })),
            Clock);
        await _app.StartAsync();
    }

    private async Task Stop()
    {
        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
            _app = null;
        }
    }

    private Task Change(Func<DirectoryChange, Task> work) =>
        Services.GetRequiredService<DirectoryWriter>().Change<bool>(async change =>
        {
            await work(change);
            return true;
        });

    private (DirectoryUser User, SpaceRow Space) Find(string username, string space)
    {
        Assert.True(Directory.TryGetUser(username, out var user));
        Assert.True(Directory.TryGetSpace(space, out var where));
        return (user, where);
    }
}
