using System.Diagnostics;
using System.Text.RegularExpressions;
using Readback.Tests.Chat;
using Readback.Tests.Hosting;

namespace Readback.Tests.Machines;

/// <summary>The lines of docs/machines.md and the files that it names do what they say, as they stand there.</summary>
public sealed partial class MachineExamplesTests(ChatHouse house) : MachineTest(house)
{
    private const string Documented = "http://127.0.0.1:8081";

    private static string Page => File.ReadAllText(Path.Combine(Repository.Root, "docs", "machines.md"));

    [Fact]
    public async Task The_curl_line_sends()
    {
        var machine = await Make();
        await Run(Here(Line("    curl ")), ("TOKEN", machine.Token));
        await Last("Pressure high", machine.Name);
    }

    [Fact]
    public async Task The_script_sends_with_a_key_and_shows_its_token_to_nobody()
    {
        var machine = await Make();
        using var folder = new TemporaryFolder();
        System.IO.Directory.CreateDirectory(folder.Path);
        var token = Path.Combine(folder.Path, "token");
        await File.WriteAllTextAsync(token, machine.Token + "\n");
        var line = Here(Line("    READBACK_URL="))
            .Replace("/etc/readback-alarm.token", token, StringComparison.Ordinal)
            .Replace(" readback-alarm ", $" {Script} ", StringComparison.Ordinal);
        await Run(line);
        await Last("Pressure high", machine.Name);
    }

    [Theory]
    [InlineData("@/etc/hostname")]
    [InlineData("-5 °C: \"kazan\" & <vana> %41 = ağır")]
    public async Task The_script_sends_the_text_that_it_is_given_and_no_file(string text)
    {
        var machine = await Make();
        using var folder = new TemporaryFolder();
        System.IO.Directory.CreateDirectory(folder.Path);
        var token = Path.Combine(folder.Path, "token");
        await File.WriteAllTextAsync(token, machine.Token);
        await Run($"{Script} \"$TEXT\"", ("TEXT", text), ("READBACK_URL", Server.Address.ToString().TrimEnd('/')), ("READBACK_TOKEN_FILE", token));
        await Last(text, machine.Name);
    }

    [Fact]
    public async Task The_unit_says_which_one_has_failed()
    {
        var machine = await Make();
        using var folder = new TemporaryFolder();
        System.IO.Directory.CreateDirectory(folder.Path);
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "token"), machine.Token);
        // As systemd does it: environment, specifiers, and the program's path.
        var unit = Here(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "deploy", "readback-alarm@.service")))
            .Replace("%d", folder.Path, StringComparison.Ordinal).Replace("%i", "pump.service", StringComparison.Ordinal)
            .Replace("%H", "gate-3", StringComparison.Ordinal);
        var environment = Environments.Matches(unit).Select(match => (match.Groups["name"].Value, match.Groups["value"].Value)).ToArray();
        var start = Starts.Match(unit).Groups["line"].Value.Replace("/usr/local/bin/readback-alarm", Script, StringComparison.Ordinal);
        await Run(start, environment);
        await Last("pump.service on gate-3 has failed", machine.Name);
    }

    [Fact]
    public async Task The_script_says_why_nothing_was_sent()
    {
        using var folder = new TemporaryFolder();
        System.IO.Directory.CreateDirectory(folder.Path);
        var token = Path.Combine(folder.Path, "token");
        await File.WriteAllTextAsync(token, "rb_no_such_token");
        var (code, output) = await Execute($"{Script} x", ("READBACK_URL", Server.Address.ToString().TrimEnd('/')), ("READBACK_TOKEN_FILE", token));
        Assert.NotEqual(0, code);
        Assert.Contains("\"status\":401", output, StringComparison.Ordinal);
    }

    private static string Script => Path.Combine(Repository.Root, "deploy", "readback-alarm");

    private static string Line(string start) => Page.Split('\n').Single(line => line.StartsWith(start, StringComparison.Ordinal)).Trim();

    private string Here(string text)
    {
        Assert.Contains(Documented, text, StringComparison.Ordinal);
        return text.Replace(Documented, Server.Address.ToString().TrimEnd('/'), StringComparison.Ordinal);
    }

    private async Task Last(string content, string name)
    {
        var last = (await Ayse.Find(("size", "1"))).Rows()[0];
        Assert.Equal((content, name), ((string)last["content"]!, (string)last["createdBy"]!));
    }

    private static async Task Run(string line, params (string Name, string Value)[] environment)
    {
        var (code, output) = await Execute(line, environment);
        Assert.True(code == 0, output);
        Assert.Equal("", output);
    }

    private static async Task<(int Code, string Output)> Execute(string line, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", line]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }
        // A proxy of the machine's is not asked: the server is this process.
        start.Environment["NO_PROXY"] = "127.0.0.1";
        using var shell = Process.Start(start)!;
        var (output, error) = (shell.StandardOutput.ReadToEndAsync(), shell.StandardError.ReadToEndAsync());
        await shell.WaitForExitAsync();
        // curl counts its bytes on standard error unless it is told to be silent.
        return (shell.ExitCode, shell.ExitCode == 0 ? await output : await output + await error);
    }

    [GeneratedRegex("^Environment=(?<name>[^=]+)=(?<value>.*)$", RegexOptions.Multiline)]
    private static partial Regex Environments { get; }

    [GeneratedRegex("^ExecStart=(?<line>.*)$", RegexOptions.Multiline)]
    private static partial Regex Starts { get; }
}
