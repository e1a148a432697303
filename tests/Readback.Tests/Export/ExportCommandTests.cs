using System.Text.Json.Nodes;
using Readback.Export;
using Readback.Storage.Sqlite;
using Readback.Tests.Cli;
using Readback.Tests.Storage;

namespace Readback.Tests.Export;

/// <summary><c>readback export</c>, on a data directory.</summary>
[Trait("Engine", "Sqlite")]
public sealed class ExportCommandTests(SoundData sound) : IClassFixture<SoundData>
{
    [Fact]
    public async Task It_writes_a_file_beside_a_server_and_says_its_sum()
    {
        using var data = sound.Directory();
        // As a server does, somebody has the directory.
        await using var server = SqliteStore.Open(data.Path, Microsoft.Extensions.Logging.Abstractions.NullLogger<SqliteStore>.Instance);
        var file = Path.Combine(data.Path, "out.jsonl");

        var outcome = await Commands.Run("export", file, "--space", "BOILER-2", "--zone", "Europe/Istanbul", "--data", data.Path);

        Assert.Equal((0, ""), (outcome.Code, outcome.Error));
        var lines = await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken);
        Assert.Equal((8, "(command line)"), (lines.Length, JsonNode.Parse(lines[0])!["madeBy"]!.ToString()));
        Assert.Contains("6 messages of boiler-2, as of position 14", outcome.Out, StringComparison.Ordinal);
        var sum = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)));
        Assert.Contains($"SHA-256 of the file: {sum}", outcome.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--space", "nowhere", "--space: there is no space nowhere.")]
    [InlineData("--zone", "Mars/Olympus", "zone: must be the name of a time zone that this system knows, such as Europe/Istanbul.")]
    [InlineData("--position", "15", "position: the space's log has not come so far.")]
    public async Task What_is_wrong_is_said_and_nothing_is_left_behind(string option, string value, string error)
    {
        using var data = sound.Directory();
        var file = Path.Combine(data.Path, "out.csv");
        string[] space = option == "--space" ? [] : ["--space", "boiler-2"];
        var outcome = await Commands.Run(["export", file, option, value, .. space, "--data", data.Path]);
        Assert.Equal((1, error), (outcome.Code, outcome.Error.TrimEnd()));
        Assert.Empty(System.IO.Directory.GetFiles(data.Path, "out*"));
    }

    [Fact]
    public async Task A_system_without_time_zones_says_so_and_knows_utc_all_the_same()
    {
        using var data = sound.Directory();
        (string, string)[] bare = [("TZDIR", Path.Combine(data.Path, "none"))];
        string[] Export(string zone) => ["export", Path.Combine(data.Path, "out.csv"), "--format", "csv", "--zone", zone, "--space", "boiler-2", "--data", data.Path];

        var outcome = await Commands.RunProcess("", bare, Export("Europe/Istanbul"));
        Assert.Equal(
            (1, "zone: this system has no table of time zones (on Linux the package tzdata), and so UTC is all that can be given."),
            (outcome.Code, outcome.Error.TrimEnd()));
        Assert.Equal(0, (await Commands.RunProcess("", bare, Export("UTC"))).Code);
    }

    [Theory]
    [InlineData("Europe/Istanbul", "Turkey Standard Time")]
    [InlineData("America/New_York", "Eastern Standard Time")]
    [InlineData("Mars/Olympus", null)]
    public void Windows_is_asked_by_its_own_names(string name, string? own) => Assert.Equal(own, ExportZone.NameOnWindows(name));

    [Fact]
    public async Task A_file_that_is_there_is_never_written_over()
    {
        using var data = sound.Directory();
        var file = Path.Combine(data.Path, "out.csv");
        await File.WriteAllTextAsync(file, "mine", TestContext.Current.CancellationToken);
        var outcome = await Commands.Run("export", file, "--space", "boiler-2", "--format", "csv", "--data", data.Path);
        Assert.Equal((1, "mine"), (outcome.Code, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)));
        Assert.Contains("exists already", outcome.Error, StringComparison.Ordinal);
    }
}
