using System.CommandLine;
using Readback.Cli;
using Readback.Configuration;

namespace Readback.Tests.Cli;

[Trait("Engine", "Sqlite")]
public sealed class CommandLineTests
{
    private ReadbackSettings? _served;

    [Theory]
    [InlineData("")]
    [InlineData("serve")]
    public async Task It_serves_unless_told_otherwise(string command)
    {
        string[] arguments = [.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--data", "elsewhere", "--urls", "http://127.0.0.1:9"];

        var (code, _, _) = await Run(arguments);

        Assert.Equal(ExitCodes.Good, code);
        Assert.Equal("elsewhere", _served?.Data);
        Assert.Equal(["http://127.0.0.1:9"], _served?.Urls);
    }

    [Fact]
    public async Task Check_config_prints_each_setting_with_its_origin_and_serves_nobody()
    {
        var (code, output, _) = await Run("check-config", "--data", "elsewhere");

        Assert.Equal(ExitCodes.Good, code);
        Assert.Matches(@"data +. elsewhere  \(the option --data\)", output);
        Assert.Matches(@"sessions\.lockMinutes +. 10  \(default\)", output);
        Assert.Equal(SettingsTable.All.Count, output.TrimEnd().Split('\n').Length);
        Assert.Null(_served);
    }

    [Theory]
    [InlineData("check-config")]
    [InlineData("serve")]
    public async Task Wrong_settings_are_refused_with_a_sentence(string command)
    {
        var (code, _, errors) = await Run(command, "--urls", "nowhere");

        Assert.Equal(ExitCodes.Misused, code);
        Assert.StartsWith("urls (from the option --urls): each must be", errors, StringComparison.Ordinal);
        Assert.Null(_served);
    }

    [Theory]
    [InlineData("")]
    [InlineData("serve")]
    [InlineData("check-config")]
    public async Task Every_command_explains_itself(string command)
    {
        var (code, output, _) = await Run([.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);

        Assert.Equal(ExitCodes.Good, code);
        Assert.Contains("--config <file>", output, StringComparison.Ordinal);
        Assert.Null(_served);
    }

    [Fact]
    public async Task It_knows_its_version() => Assert.Matches(@"^\d+\.\d+\.\d+", (await Run("--version")).Output);

    [Theory]
    [InlineData("--port", "80")]
    [InlineData("dance")]
    public async Task What_it_does_not_know_is_refused(params string[] arguments)
    {
        var (code, _, errors) = await Run(arguments);

        Assert.Equal(ExitCodes.Misused, code);
        Assert.Contains(arguments[0], errors, StringComparison.Ordinal);
        Assert.Null(_served);
    }

    private async Task<(int Code, string Output, string Errors)> Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var code = await ReadbackCommand.Run(
            arguments,
            settings =>
            {
                _served = settings;
                return Task.FromResult(ExitCodes.Good);
            },
            new InvocationConfiguration { Output = output, Error = errors });
        return (code, output.ToString(), errors.ToString());
    }
}
