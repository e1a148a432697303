using System.CommandLine;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Readback.Cli;
using Readback.Cli.Talking;
using Readback.Storage;
using Readback.Tests.Clients;
using Readback.Tests.Hosting;
using Readback.Tests.Machines;

namespace Readback.Tests.Cli;

/// <summary><c>readback send</c>, <c>inbox</c> and <c>watch</c>, as a script calls them.</summary>
[Trait("Engine", "Sqlite")]
public sealed class TalkCommandTests : IAsyncLifetime
{
    private static readonly TimeSpan Guard = ClientHouse.Guard;

    private readonly ReadbackServer _server = new();
    private readonly TemporaryFolder _folder = new();

    private string Url => _server.Address.ToString();

    public async ValueTask InitializeAsync()
    {
        await _server.InitializeAsync();
        System.IO.Directory.CreateDirectory(_folder.Path);
        await File.WriteAllTextAsync(PasswordFile, $"{ReadbackServer.Password}\nanything else\n");
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task What_one_sends_another_finds_in_the_inbox_until_it_is_read()
    {
        var (code, output, _) = await As("ayse", "send", "Pump 3 is off");
        Assert.Equal(ExitCodes.Good, code);
        var id = output.Split('\t')[0];
        Assert.Equal($"{id}\t1{Environment.NewLine}", output);

        var line = Assert.Single(Lines((await As("bora", "inbox", "--unread")).Out));
        Assert.Equal("1\t2026-11-23T09:15:00.000Z\tayse\tunread\tPump 3 is off", line);
        using (var bora = _server.ClientOf("bora"))
        {
            await bora.Space().SetReadAsync(id);
        }
        Assert.Empty(Lines((await As("bora", "inbox", "--unread")).Out));
        Assert.EndsWith("\tread\tPump 3 is off", Assert.Single(Lines((await As("bora", "inbox")).Out)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_inbox_shows_the_newest_so_many_oldest_first()
    {
        using (var ayse = _server.ClientOf("ayse"))
        {
            await Sending.InBatches(ayse.Space(), 25);
        }
        Assert.Equal(["24", "25"], Lines((await As("bora", "inbox", "--limit", "2")).Out).Select(line => line.Split('\t')[0]));
        Assert.Equal(20, Lines((await As("bora", "inbox")).Out).Count);
        Assert.Equal(25, Lines((await As("bora", "inbox", "--unread")).Out).Count);
    }

    [Fact]
    public async Task The_same_key_sends_once()
    {
        var first = await As("ayse", "send", "Alarm 42", "--key", "alarm-42", "--json");
        var again = await As("ayse", "send", "Alarm 42", "--key", "alarm-42", "--json");
        Assert.Equal(first, again);
        var sent = JsonDocument.Parse(first.Out).RootElement;
        Assert.Equal((1, "alarm-42"), (sent.GetProperty("number").GetInt32(), sent.GetProperty("key").GetString()));

        var other = await As("ayse", "send", "Alarm 43", "--key", "alarm-42");
        Assert.Equal(ExitCodes.Failed, other.Code);
        Assert.Contains("Idempotency-Key", other.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_written_can_do_nothing_to_a_line_or_a_terminal_and_can_be_had_back()
    {
        const string Text = "\u001b]0;owned\u0007 C:\\temp\ttab\r\nline \u202eback\u009b31m ğ👋";
        using (var ayse = _server.ClientOf("ayse"))
        {
            await ayse.Space().SendAsync(Text);
        }
        var line = Assert.Single(Lines((await As("bora", "inbox")).Out));
        Assert.Equal(@"\u001b]0;owned\u0007 C:\\temp\ttab\r\nline \u202eback\u009b31m ğ👋", line.Split('\t')[4]);

        var json = Assert.Single(Lines((await As("bora", "inbox", "--json")).Out));
        Assert.DoesNotContain(json, letter => char.IsControl(letter));
        Assert.Contains("ğ", json, StringComparison.Ordinal);
        var row = JsonDocument.Parse(json).RootElement;
        Assert.Equal(Text, row.GetProperty("chatMessage").GetProperty("content").GetString());
        Assert.Equal("2026-11-23T09:15:00.000Z", row.GetProperty("chatMessage").GetProperty("creationDate").GetString());
    }

    [Theory]
    [InlineData("two\nlines", "two ⏎ lines")]
    [InlineData("\u001b[2J C:\\new", @"\u001b[2J C:\new")]
    [InlineData("a\u2028b\u2066c\ufeffd\u007fe", @"a\u2028b\u2066c\ufeffd\u007fe")]
    public void For_people_a_message_is_one_line_too(string text, string shown) => Assert.Equal(shown, SafeText.OneLine(text));

    [Fact]
    public async Task Watching_tells_each_message_once_over_a_restart_and_its_good_end_is_to_be_interrupted()
    {
        using var cable = new Tunnel(_server.Address);
        using var output = new LineWriter();
        using var stop = new CancellationTokenSource();
        var watching = ReadbackCommand.Create(_ => throw new InvalidOperationException())
            .Parse(["watch", .. Who("bora", cable.Address.ToString())])
            .InvokeAsync(new InvocationConfiguration { Output = output, Error = output }, stop.Token);
        using var ayse = ClientHouse.ClientAt(cable.Address, "ayse");
        await ayse.Sees("bora");

        await ayse.Space().SendAsync("before");
        Assert.EndsWith("\tayse\tbefore", await output.Next(), StringComparison.Ordinal);
        await _server.Restart(cable);
        await ayse.Space().SendAsync("after\nit");
        Assert.EndsWith("\tayse\tafter\\nit", await output.Next(), StringComparison.Ordinal);

        await stop.CancelAsync();
        Assert.Equal(ExitCodes.Good, await watching.WaitAsync(Guard));
    }

    [Fact]
    public async Task A_script_pipes_into_it_and_out_of_it_with_what_the_environment_says()
    {
        (string, string)[] environment =
        [
            ("READBACK_SERVER", Url), ("READBACK_SPACE", ReadbackServer.Boiler), ("READBACK_USER", "ayse"), ("READBACK_PASSWORD", ReadbackServer.Password),
        ];
        using var watch = Commands.Start(environment, ["watch", "--json"]);
        using (var bora = _server.ClientOf("bora"))
        {
            await bora.Sees("ayse");
        }

        var sent = await Commands.RunProcess("Günaydın 👋\n", environment, "send");
        Assert.Equal((ExitCodes.Good, ""), (sent.Code, sent.Error));

        var line = await watch.StandardOutput.ReadLineAsync().WaitAsync(Guard);
        Assert.Equal("Günaydın 👋", JsonDocument.Parse(line!).RootElement.GetProperty("content").GetString());
        await Commands.Interrupt(watch);
        await watch.WaitForExitAsync(new CancellationTokenSource(Guard).Token);
        Assert.Equal((ExitCodes.Good, ""), (watch.ExitCode, await watch.StandardError.ReadToEndAsync()));
        Assert.Equal("", await watch.StandardOutput.ReadToEndAsync());
    }

    [Fact]
    public async Task A_machine_sends_and_watches_by_its_token_alone_and_has_no_inbox()
    {
        var space = _server.Directory.TryGetSpace(ReadbackServer.Boiler, out var boiler) ? $"{boiler.Id}" : "";
        var alarms = await Made.In(await _server.LogIn("admin", space: null), space, "alarms", "send", "read");
        var file = Path.Combine(_folder.Path, "token");
        await File.WriteAllTextAsync(file, $"{alarms.Token}\n");
        using var watch = Commands.Start([("READBACK_TOKEN", alarms.Token)], ["watch", "--server", Url, "--json"]);

        // The space is the one that the token names. What was sent before the watch began would not be told: so it is sent until it is.
        var line = watch.StandardOutput.ReadLineAsync();
        var sent = await Commands.RunProcess("Basınç yüksek\n", "send", "--server", Url, "--token-file", file, "--key", "alarm-1");
        Assert.Equal((ExitCodes.Good, ""), (sent.Code, sent.Error));
        for (var n = 2; !line.IsCompleted; n++)
        {
            Assert.Equal(ExitCodes.Good, (await Commands.Run("send", $"Basınç {n}", "--server", Url, "--token-file", file)).Code);
        }
        Assert.Equal("alarms", JsonDocument.Parse((await line)!).RootElement.GetProperty("createdBy").GetString());
        Assert.EndsWith("\talarms\tunread\tBasınç yüksek", Lines((await As("bora", "inbox", "--unread")).Out)[0], StringComparison.Ordinal);
        await Commands.Interrupt(watch);
        await watch.WaitForExitAsync(new CancellationTokenSource(Guard).Token);
        Assert.Equal(ExitCodes.Good, watch.ExitCode);

        var inbox = await Commands.Run("inbox", "--server", Url, "--token-file", file);
        Assert.Equal((ExitCodes.Failed, ""), (inbox.Code, inbox.Out));
        Assert.NotEqual("", inbox.Error);
    }

    [Fact]
    public async Task Nothing_is_tried_where_the_command_line_is_wrong()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "empty"), "\n");
        string[][] wrong =
        [
            ["inbox", "--server", Url],
            ["inbox", "--server", Url, "--user", "ayse"],
            ["inbox", "--server", Url, "--token-file", Path.Combine(_folder.Path, "nowhere")],
            ["inbox", "--server", Url, "--token-file", Path.Combine(_folder.Path, "empty")],
            ["inbox", .. Who("ayse", "boiler.example")],
            ["send", "x", .. Who("ayse", "http://ayse:secret@127.0.0.1/")],
            ["send", "x", "--key", "two words", .. Who("ayse", Url)],
        ];
        foreach (var arguments in wrong)
        {
            var (code, output, error) = await Commands.Run(arguments);
            Assert.Equal((ExitCodes.Misused, ""), (code, output));
            Assert.NotEqual("", error);
            Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("--limit", "0")]
    [InlineData("--limit", "2001")]
    [InlineData("--wait", "-1")]
    [InlineData("--wait", "82801")]
    [InlineData("--password", "secret")]
    public async Task An_option_out_of_range_or_unknown_is_refused(string option, string value)
    {
        using var error = new StringWriter();
        var code = await ReadbackCommand.Run(
            ["inbox", option, value, .. Who("ayse", Url)], _ => throw new InvalidOperationException(),
            new InvocationConfiguration { Output = TextWriter.Null, Error = error });
        Assert.Equal(ExitCodes.Misused, code);
        Assert.Contains(option, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Standard_input_that_can_be_no_message_is_not_sent()
    {
        var (code, output, error) = await Commands.RunProcess(new string('x', (48 * 1024) + 1), ["send", .. Who("ayse", Url)]);
        Assert.Equal((ExitCodes.Misused, ""), (code, output));
        Assert.StartsWith("Standard input: ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_server_refuses_is_said_in_its_words()
    {
        var empty = await As("ayse", "send", " ");
        Assert.Equal((ExitCodes.Failed, ""), (empty.Code, empty.Out));
        var space = await Commands.Run(["inbox", "--space", "nowhere", .. Who("ayse", Url)]);
        Assert.Equal((ExitCodes.Failed, $"X-Space: you are not a member of such a space.{Environment.NewLine}"), (space.Code, space.Error));

        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "token"), "rb_unknown\n");
        var token = await Commands.Run("inbox", "--server", Url, "--token-file", Path.Combine(_folder.Path, "token"));
        Assert.Equal(ExitCodes.Failed, token.Code);

        using var nobody = new Tunnel(_server.Address) { Server = null };
        var away = await Commands.Run(["inbox", "--wait", "0", .. Who("ayse", nobody.Address.ToString())]);
        Assert.Equal(ExitCodes.Failed, away.Code);
        Assert.StartsWith("The server can't be reached", away.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_session_is_left_behind()
    {
        Task<List<SessionRow>> Good() => _server.Services.GetRequiredService<IStore>().Read(db => Sessions.NotRevoked(db));
        Assert.Empty(await Good());
        using var chen = _server.ClientOf("chen");
        await chen.Space().UnreadAsync();
        var before = Assert.Single(await Good());

        Assert.Equal(ExitCodes.Good, (await As("chen", "inbox")).Code);

        Assert.Equal(before.Id, Assert.Single(await Good()).Id);
    }

    private string PasswordFile => Path.Combine(_folder.Path, "password");

    private string[] Who(string username, string url) => ["--server", url, "--user", username, "--password-file", PasswordFile];

    private Task<Outcome> As(string username, params string[] arguments) =>
        Commands.Run([.. arguments, "--space", ReadbackServer.Boiler, .. Who(username, Url)]);

    private static List<string> Lines(string output) => [.. output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries)];
}
