using System.Globalization;
using System.Text.Json;
using Readback.Tests.Hosting;

namespace Readback.Tests.Floods;

/// <summary>A server as a process of its own, with operators in its first space.</summary>
internal sealed class BusyServer : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<(string Name, string Id)> _people = [];

    private BusyServer(ReadbackProcess process, TemporaryFolder folder, Uri address) => (Process, _folder, Address) = (process, folder, address);

    public ReadbackProcess Process { get; }

    public Uri Address { get; }

    public string Data => DataIn(_folder);

    public static async Task<BusyServer> Start(int people)
    {
        var folder = new TemporaryFolder();
        var process = ReadbackProcess.Start(
            folder.Path,
            [
                ("READBACK_ADMIN_PASSWORD", ReadbackServer.AdminPassword), ("READBACK_SESSIONS_LOGINS_PER_MINUTE", "100000"),
                ("READBACK_SESSIONS_LOGIN_BURST", "100000"),
            ],
            "--urls", "http://127.0.0.1:0", "--data", DataIn(folder));
        var server = new BusyServer(process, folder, await process.Address());
        using var admin = await server.Admin();
        for (var i = 0; i < people; i++)
        {
            var made = await admin.Ask(HttpMethod.Post, "/api/users", 200, () => Json($$"""{"username":"{{NameOf(i)}}","password":"{{ReadbackServer.Password}}"}"""));
            server._people.Add((NameOf(i), JsonDocument.Parse(made).RootElement.GetProperty("id").GetString()!));
            await server.Join(admin, i);
        }
        return server;
    }

    public async Task<Operator> Admin()
    {
        var admin = new Operator(Address, "admin", ReadbackServer.AdminPassword);
        await admin.LogIn();
        return admin;
    }

    public Operator Person(int i) => new(Address, NameOf(i), ReadbackServer.Password);

    public Task Join(Operator admin, int person) => admin.Ask(HttpMethod.Post, $"/api/users/{_people[person].Id}/spaces", 200, () => Json("\"1\""));

    public Task Leave(Operator admin, int person) => admin.Ask(HttpMethod.Delete, $"/api/users/{_people[person].Id}/spaces/1", 204);

    public void Dispose()
    {
        Process.Dispose();
        _folder.Dispose();
    }

    private static string NameOf(int person) => string.Create(CultureInfo.InvariantCulture, $"operator {person}");

    private static string DataIn(TemporaryFolder folder) => Path.Combine(folder.Path, "data");

    private static StringContent Json(string json) => new(json, null, "application/json");
}
