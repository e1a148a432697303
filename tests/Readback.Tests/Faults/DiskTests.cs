using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Readback.Tests.Faults.Disk;
using Readback.Tests.Faults.Load;
using Readback.Tests.Hosting;

namespace Readback.Tests.Faults;

/// <summary>A disk that fills up, is made read-only, breaks, or takes its time, under a server that serves on.</summary>
[Trait("Engine", "Sqlite")]
public sealed class DiskTests(ITestOutputHelper output) : IDisposable
{
    private const int ChangesBetween = 30;
    private const int SlowMilliseconds = 25_000;
    private const int LowMegabytes = 100;

    private static readonly TimeSpan Guard = TimeSpan.FromMinutes(3);

    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _guard = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private ShimmedDisk? _disk;
    private MortalServer? _server;

    public void Dispose()
    {
        _server?.Dispose();
        _disk?.Dispose();
        _folder.Dispose();
        _guard.Dispose();
    }

    /// <summary>
    /// One trouble after another under people who go on. Each time they are told which it is, reading goes on, and when it is
    /// over all is as before, without a restart; and a crash afterwards brings nothing to light.
    /// </summary>
    [Fact]
    public async Task Whatever_the_disk_does_reading_goes_on_people_are_told_and_nothing_is_lost_or_doubled()
    {
        var trial = Trial.Of("FAULT_ROUNDS", usual: 1);
        output.WriteLine($"{trial.Count} rounds, seed {trial.Seed}");
        await Start();
        await using var crowd = await Crowd.Meet(_server!, _guard.Token);
        using var stranger = _server!.Client();
        var audit = new Audit(crowd);
        await crowd.Begin(trial.Seed);
        for (var round = 0; round < trial.Count; round++)
        {
            await Trouble("The disk is full.", disk => disk.Set(Control.IsFull, 1));
            await Trouble("The disk can't be written to.", disk =>
            {
                disk.Set(Control.WriteError, SystemError.ReadOnlyDisk);
                disk.Set(Control.OpenError, SystemError.ReadOnlyDisk);
            });
            await Trouble("The disk reports errors.", disk => disk.Set(Control.WriteError, SystemError.InputOutput));
            await Trouble("The disk reports errors.", disk => disk.Set(Control.FlushError, SystemError.InputOutput));
            // What a failed flush left behind in the write-ahead log is what a start finds.
            _disk!.Set(Control.FlushError, SystemError.InputOutput);
            await Refusal(crowd, "The disk reports errors.");
            _server.Kill();
            _disk.Mend();
            await _server.Start();
            await audit.CatchUp();
        }
        await crowd.Acknowledges(ChangesBetween);
        await crowd.End();
        await audit.Whole();
        var (code, said) = await _server.Run("verify");
        Assert.True(code == 0, said);
        output.WriteLine($"{trial.Count * 5} troubles, {_disk!.Faults} calls failed: {crowd.History}");

        async Task Trouble(string sentence, Action<ShimmedDisk> begin)
        {
            await crowd.Acknowledges(ChangesBetween);
            begin(_disk!);
            await Refusal(crowd, sentence);
            // Reading goes on: inbox pages, a filter, receipts, counts, and a stream that begins.
            foreach (var path in (string[])["recipients", "messages/filter?content=says", "messages/by-number/1", "unread", "receipts?fromNumber=1&toNumber=1"])
            {
                using var read = await crowd.People["ayse"].GetAsync($"/api/chat/{path}", _guard.Token);
                Assert.True(read.IsSuccessStatusCode, $"{path}: {(int)read.StatusCode}");
            }
            using (var stream = await crowd.People["ayse"].SendAsync(
                new HttpRequestMessage(HttpMethod.Get, "/api/chat/stream"), HttpCompletionOption.ResponseHeadersRead, _guard.Token))
            {
                Assert.True(stream.IsSuccessStatusCode);
            }
            // A full disk takes a small change now and then, where an old one may be written over.
            await Until(async () => await Warning(stranger) == $"Changes can't be stored. {sentence}");
            await Until(async () => await Measure(stranger, "readback_store_trouble") == 1);
            _disk!.Mend();
            await crowd.Acknowledges(ChangesBetween);
            Assert.Null(await Warning(stranger));
            await audit.CatchUp();
        }
    }

    [Fact]
    public async Task A_slow_disk_holds_up_who_sends_and_nobody_who_reads()
    {
        await Start();
        using var admin = await _server!.LogIn("admin", ReadbackServer.AdminPassword, "default_space");
        using var before = await admin.PostAsync("/api/chat/messages", new StringContent("before"), _guard.Token);
        using var stream = new StreamReader(await admin.GetStreamAsync("/api/chat/stream", _guard.Token));

        _disk!.Set(Control.FlushMilliseconds, SlowMilliseconds);
        var sending = admin.PostAsync("/api/chat/messages", new StringContent("slowly"), _guard.Token);
        Assert.Equal("event: hello", await Line(stream, "event: "));
        foreach (var path in (string[])["/api/chat/recipients", "/api/chat/messages/filter?content=before", "/api/chat/unread", "/health/ready"])
        {
            using var read = await admin.GetAsync(path, _guard.Token);
            Assert.Equal(200, (int)read.StatusCode);
        }
        Assert.False(sending.IsCompleted, "a flush that takes seconds was not waited for");
        _disk.Mend();
        using var sent = await sending;
        Assert.Equal(204, (int)sent.StatusCode);
        Assert.Equal("event: message", await Line(stream, "event: message"));
    }

    [Fact]
    public async Task A_disk_that_is_nearly_full_is_told_of_well_before()
    {
        await Start(disk => disk.Set(Control.FreeMegabytes, LowMegabytes));
        using var stranger = _server!.Client();

        Assert.Equal("The disk of the data directory has 100 MB left.", await Warning(stranger));
        Assert.Equal(1, await Measure(stranger, "readback_disk_low"));
        Assert.Equal(LowMegabytes * 1024 * 1024, await Measure(stranger, "readback_disk_free_bytes"));
        Assert.Equal(0, await Measure(stranger, "readback_store_trouble"));
        Assert.Contains("make room", _server.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_start_on_a_full_disk_says_so_and_one_on_a_disk_with_room_finds_everything()
    {
        await Start();
        using var admin = await _server!.LogIn("admin", ReadbackServer.AdminPassword, "default_space");
        using var before = await admin.PostAsync("/api/chat/messages", new StringContent("before"), _guard.Token);
        _server.Kill();
        _disk!.Set(Control.IsFull, 1);
        var failed = await Assert.ThrowsAsync<InvalidOperationException>(_server.Start);
        Assert.Contains("The disk is full.", failed.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", failed.Message, StringComparison.Ordinal);

        _disk.Mend();
        _server.Kill();
        await _server.Start();
        var inbox = await admin.GetFromJsonAsync<JsonObject>("/api/chat/recipients", _guard.Token);
        Assert.Equal("before", (string?)Assert.Single(inbox!["content"]!.AsArray())!["chatMessage"]!["content"]);
    }

    private async Task Start(Action<ShimmedDisk>? before = null)
    {
        ShimmedDisk.SkipWhereThereIsNone();
        _guard.CancelAfter(Guard * Math.Max(1, Trial.Of("FAULT_ROUNDS", 1).Count));
        _disk = new ShimmedDisk(Path.Combine(_folder.Path, "disk"), Path.Combine(_folder.Path, "data"));
        before?.Invoke(_disk);
        _server = new MortalServer(_folder.Path, _disk.Environment(withJournal: false));
        await _server.Start();
    }

    /// <summary>Sends until it is refused: with the reason, and with nothing that is nobody's business.</summary>
    private async Task Refusal(Crowd crowd, string sentence)
    {
        for (var n = 0; ; n++)
        {
            var sent = crowd.History.Begin($"is anybody there, {n} {Guid.NewGuid()}", "ayse");
            using var answer = await crowd.People["ayse"].PostAsync("/api/chat/messages", new StringContent(sent.Text), _guard.Token);
            if (answer.IsSuccessStatusCode)
            {
                crowd.History.Acknowledge(sent, answer.Headers.Location!.ToString().Split('/')[^1]);
                continue;
            }
            Assert.Equal(503, (int)answer.StatusCode);
            Assert.NotNull(answer.Headers.RetryAfter);
            var problem = (await answer.Content.ReadFromJsonAsync<JsonObject>(_guard.Token))!;
            Assert.Equal(
                $"{sentence} The change is not known to be stored: try again, with the same Idempotency-Key.", (string?)problem["detail"]);
            return;
        }
    }

    private async Task<string?> Warning(HttpClient stranger)
    {
        var ready = await stranger.GetFromJsonAsync<JsonObject>("/health/ready", _guard.Token);
        Assert.Equal("ok", (string?)ready!["status"]);
        // Nobody has made a backup of this data, which it says too.
        return ready["warnings"]?.AsArray().Select(warning => (string?)warning).SingleOrDefault(warning => !warning!.Contains("backup", StringComparison.Ordinal));
    }

    private async Task<long> Measure(HttpClient stranger, string name)
    {
        var measures = await stranger.GetStringAsync("/metrics", _guard.Token);
        var line = Assert.Single(measures.Split('\n'), line => line.StartsWith($"{name}{{", StringComparison.Ordinal));
        return long.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture);
    }

    private async Task Until(Func<Task<bool>> holds)
    {
        while (!await holds())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, _guard.Token);
        }
    }

    private async Task<string?> Line(StreamReader stream, string start)
    {
        string? line;
        do
        {
            line = await stream.ReadLineAsync(_guard.Token);
        }
        while (line?.StartsWith(start, StringComparison.Ordinal) == false);
        return line;
    }
}
