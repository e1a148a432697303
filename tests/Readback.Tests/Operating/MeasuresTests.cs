using System.Text.RegularExpressions;
using Readback.Tests.Chat;
using Readback.Tests.Hosting;

namespace Readback.Tests.Operating;

/// <summary>
/// What is served at <c>/metrics</c>, what the files for Prometheus and Grafana ask for, and what the page for administrators
/// explains are the same measures.
/// </summary>
public sealed partial class MeasuresTests
{
    private const string Page = "docs/operating.md";

    [Fact]
    public async Task What_is_served_is_explained_and_what_is_asked_for_is_served()
    {
        var served = Families(await Measures());
        Assert.Contains("readback_log_messages_total", served);

        var explained = Rows.Matches(await Read(Page)).Select(row => row.Groups["name"].Value).ToHashSet();
        Assert.Equal("", string.Join('\n', served.Except(explained).Order()
            .Select(name => $"{Page} lacks: | `{name}` | unit | what it means |")));
        // What some servers alone serve (of TLS, of HTTP/2) may stand there; a measure of ours that is gone may not.
        Assert.Empty(explained.Where(name => name.StartsWith("readback_", StringComparison.Ordinal))
            .Except(served).Except(ElsewhereOnly));

        foreach (var file in (string[])["deploy/grafana-readback.json", "deploy/alerts.yml"])
        {
            var asked = Names.Matches(await Read(file)).Select(name => name.Value).ToHashSet();
            Assert.NotEmpty(asked);
            Assert.Empty(asked.Where(name => !served.Contains(name) && !served.Contains(Part.Replace(name, ""))).Except(ElsewhereOnly));
        }
    }

    [Fact]
    public async Task Each_log_in_is_counted_by_what_came_of_it()
    {
        await using var server = await ReadbackServer.Run();
        using var stranger = server.Stranger();
        foreach (var password in (string[])["wrong password", ReadbackServer.AdminPassword])
        {
            using var form = new FormUrlEncodedContent([new("username", "admin"), new("password", password)]);
            using var answer = await stranger.PostAsync("/login", form, TestContext.Current.CancellationToken);
        }
        Assert.Equal(
            new Dictionary<string, long>
            {
                ["logged in"] = 1, ["wrong password"] = 1, ["unknown user"] = 0, ["locked"] = 0, ["disabled"] = 0, ["too many attempts"] = 0,
            },
            Gauges.Read(server, "readback.logins"));
    }

    [Fact]
    public async Task Messages_are_counted_once_and_what_waits_is_nothing_in_the_end()
    {
        await using var server = await ReadbackServer.Run();
        await server.AddSpace("pumps");
        await server.AddUser("ayse", "pumps");
        var ayse = await server.LogIn("ayse", "pumps");
        for (var i = 0; i < 2; i++)
        {
            await ayse.Say("Pump 3 is off", key: "the same");
        }
        await ayse.Say("Pump 3 is on");
        Assert.Equal(2, Gauges.Read(server, "readback.log.messages")[""]);
        Assert.Equal(0, Gauges.Read(server, "readback.log.failures")[""]);
        Assert.Equal(0, Gauges.Read(server, "readback.log.waiting")[""]);
    }

    /// <summary>Of the embedded database, and not where the run is for the other one.</summary>
    private static string[] ElsewhereOnly => TestData.IsPostgres ? ["readback_backup_last_seconds", "readback_disk_free_bytes", "readback_disk_low"] : [];

    private static async Task<string> Measures()
    {
        await using var server = await ReadbackServer.Run();
        await server.AddSpace("pumps");
        await server.AddUser("ayse", "pumps");
        var ayse = await server.LogIn("ayse", "pumps");
        await (await ayse.PostText("/api/chat/messages", "Pump 3 is off")).Is(204);
        await using var stream = await ayse.WatchOn();
        using var stranger = server.Stranger();
        return await stranger.GetStringAsync("/metrics", TestContext.Current.CancellationToken);
    }

    private static HashSet<string> Families(string measures) =>
        [.. Types.Matches(measures).Select(type => type.Groups["name"].Value).Where(name => name != "target_info")];

    private static Task<string> Read(string path) => File.ReadAllTextAsync(Path.Combine(Repository.Root, path), TestContext.Current.CancellationToken);

    [GeneratedRegex("^# TYPE (?<name>\\w+) ", RegexOptions.Multiline)]
    private static partial Regex Types { get; }

    [GeneratedRegex("^\\| `(?<name>(?:readback|http|kestrel|dotnet|aspnetcore)_\\w+)` \\| [^|]+ \\| [^|]{5,} \\|$", RegexOptions.Multiline)]
    private static partial Regex Rows { get; }

    [GeneratedRegex("\\b(?:readback|http_server|kestrel|dotnet)_[a-z_]+\\b")]
    private static partial Regex Names { get; }

    [GeneratedRegex("_(?:bucket|sum|count)$")]
    private static partial Regex Part { get; }
}
