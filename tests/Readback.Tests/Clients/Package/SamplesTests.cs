using Readback.Client;
using Readback.Tests.Cli;
using Readback.Tests.Hosting;

namespace Readback.Tests.Clients.Package;

/// <summary>What stands in samples/ does what it says.</summary>
[Trait("Engine", "Sqlite")]
public sealed class SamplesTests : IAsyncLifetime
{
    private static readonly string Build = new DirectoryInfo(AppContext.BaseDirectory).Name;

    private readonly ReadbackServer _server = new();
    private readonly TemporaryFolder _folder = new();
    private ReadbackClient _ayse = null!;

    private ReadbackSpace Boiler => _ayse.Space(ReadbackServer.Boiler);

    public async ValueTask InitializeAsync()
    {
        await _server.InitializeAsync();
        // The samples' hours are the wall clock's; the server's clock is not set back.
        if (TimeProvider.System.GetUtcNow() is var now && now > _server.Clock.GetUtcNow())
        {
            _server.Clock.SetUtcNow(now);
        }
        System.IO.Directory.CreateDirectory(_folder.Path);
        _ayse = _server.ClientOf("ayse");
    }

    public async ValueTask DisposeAsync()
    {
        _ayse.Dispose();
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task The_alarm_sender_stores_each_alarm_once_however_often_it_is_told()
    {
        for (var round = 0; round < 2; round++)
        {
            using var sender = Start("AlarmSender", "bora");
            await sender.StandardInput.WriteAsync("alarm-1\tPressure above 12 bar\nno tab\nalarm-2\t \nalarm-3\tPump 3 is off\n");
            sender.StandardInput.Close();
            var lines = (await sender.End()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal(["alarm-1", "alarm-3"], lines.Select(line => line.Split('\t')[0]));
        }
        Assert.Equal(["Pressure above 12 bar", "Pump 3 is off"], (await Boiler.AllMessagesAsync().ToList()).Select(message => message.Content));
    }

    [Fact]
    public async Task The_shift_report_names_who_has_not_read_what()
    {
        var first = await Boiler.SendAsync("Pump 3 is off");
        await Boiler.SendAsync("Pump 3 is on");
        foreach (var name in (string[])["bora", "chen"])
        {
            using var reader = _server.ClientOf(name);
            await reader.Space().SetReadAsync(first.Id);
        }

        using var report = Start("ShiftReport", "bora", ReadbackServer.Boiler, "1");
        var lines = (await report.End()).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(2, lines.Length);
        Assert.Matches("^2\tayse\t.*\tnot read by bora, chen\r?$", lines[0]);
        Assert.Equal("2 messages in 1 hours.", lines[1].Trim());
    }

    [Fact]
    public async Task The_watcher_goes_on_where_it_stopped()
    {
        var point = Path.Combine(_folder.Path, "point");
        using (var watcher = Start("Watcher", "bora", ReadbackServer.Boiler, point))
        {
            Assert.StartsWith("begins at ", await Line(watcher), StringComparison.Ordinal);
            await Boiler.SendAsync("one");
            Assert.Equal("1 ayse: one", await Line(watcher));
            using var chen = _server.ClientOf("chen");
            await chen.Space().SetReadAsync((await Boiler.MessageByNumberAsync(1))!.Id);
            Assert.Equal("chen has read 1-1", await Line(watcher));
            await Interrupt(watcher);
        }
        await Boiler.SendAsync("two, while it was away");

        using var again = Start("Watcher", "bora", ReadbackServer.Boiler, point);
        Assert.StartsWith("goes on at ", await Line(again), StringComparison.Ordinal);
        var next = await Line(again);
        Assert.Equal("2 ayse: two, while it was away", next);
        await Interrupt(again);
    }

    private System.Diagnostics.Process Start(string sample, string username, params string[] arguments) => Programs.Start(
        _folder.Path,
        [
            ("READBACK_SERVER", _server.Address.ToString()), ("READBACK_SPACE", ReadbackServer.Boiler),
            ("READBACK_USER", username), ("READBACK_PASSWORD", ReadbackServer.Password),
        ],
        ["exec", Path.Combine(Repository.Root, "artifacts", "bin", sample, Build, $"{sample}.dll"), .. arguments]);

    private static async Task<string?> Line(System.Diagnostics.Process program) =>
        await program.StandardOutput.ReadLineAsync().WaitAsync(ClientHouse.Guard * 2);

    private static async Task Interrupt(System.Diagnostics.Process program)
    {
        await Commands.Interrupt(program);
        await program.End();
    }
}
