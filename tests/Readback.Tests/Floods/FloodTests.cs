using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Readback.Log;
using Readback.Storage;
using Readback.Tests.Chat;
using Readback.Tests.Hosting;
using Readback.Tests.Log;

namespace Readback.Tests.Floods;

/// <summary>
/// More comes than can be written, because the test holds the writer: what there is no room for is told so while it is held,
/// what was let in is written, and whoever only reads does not notice.
/// </summary>
[Trait("Engine", "Sqlite")]
public sealed class FloodTests : IAsyncLifetime
{
    private ReadbackServer _server = null!;
    private Person _ayse = null!;
    private Person _bora = null!;
    private Person _chen = null!;

    /// <summary>With more time for a request than the test takes.</summary>
    public async ValueTask InitializeAsync()
    {
        _server = await ReadbackServer.Run(settings => settings with { Limits = settings.Limits with { RequestSeconds = 300 } });
        await _server.AddSpace(ReadbackServer.Boiler);
        foreach (var name in (string[])["ayse", "bora", "chen"])
        {
            await _server.AddUser(name, ReadbackServer.Boiler);
        }
        (_ayse, _bora, _chen) = (await _server.LogIn("ayse"), await _server.LogIn("bora"), await _server.LogIn("chen"));
    }

    public async ValueTask DisposeAsync()
    {
        await _server.AssertSound();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Who_floods_is_told_so_at_once_and_everybody_else_is_heard()
    {
        const int batch = 512;
        const int sent = WaitingLine.MaxWaitingPerUser + batch + 300;
        var flood = new Flood(sent - WaitingLine.MaxWaitingPerUser - batch);
        Task<string> heard;
        await using (await Hold())
        {
            flood.Begin(sent, i => _ayse.TrySay($"flood {i}"));
            await flood.ManyRefused;
            Assert.All(flood.Refused, refused => Assert.Equal((429, "1"), refused));
            heard = _bora.Say("Valve 3 is open.");
            Assert.Equal((0, 0), await _chen.Counts());
            await AssertAlive();
            Assert.False(heard.IsCompleted);
        }
        await heard;
        await flood.Over;
        Assert.Equal(flood.Stored + 1, (await _chen.ReadWhole()).Count);
        Assert.Equal(sent, flood.Stored + flood.Refused.Count);
        await _ayse.Say("and there is room again");
    }

    [Fact]
    public async Task What_takes_more_memory_than_may_wait_is_told_so_at_once()
    {
        const int sent = 300;
        const int least = 50;
        Assert.True(_server.Directory.TryGetSpace(ReadbackServer.Boiler, out var space));
        var scattered = string.Join(',', Enumerable.Range(1, 10_000).Select(n => MessageId.Of(space.Id, 2L * n)));
        var flood = new Flood(least, storedStatus: 404);
        await using (await Hold())
        {
            flood.Begin(sent, _ => _bora.MarkByForm(("messageIds", scattered)));
            await flood.ManyRefused;
            Assert.All(flood.Refused, refused => Assert.Equal((503, "1"), refused));
            await AssertAlive();
        }
        await flood.Over;
        Assert.Equal(sent, flood.Stored + flood.Refused.Count);
        await _ayse.Say("and there is room again");
    }

    private Task<HeldWriter> Hold() => HeldWriter.Hold(_server.Services.GetRequiredService<IStore>());

    private async Task AssertAlive()
    {
        using var watcher = _server.Stranger();
        await watcher.GetAsync("/health/live").Text();
        await watcher.GetAsync("/health/ready").Text();
    }

    /// <summary>Many requests at once, and what became of each.</summary>
    private sealed class Flood(int many, int storedStatus = 204)
    {
        private readonly TaskCompletionSource _manyRefused = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly ConcurrentQueue<(int Status, string RetryAfter)> _refused = [];
        private int _stored;

        public IReadOnlyCollection<(int Status, string RetryAfter)> Refused => _refused;

        public int Stored => _stored;

        /// <summary>Ends when so many have been refused.</summary>
        public Task ManyRefused => Task.WhenAny(_manyRefused.Task, Over).Unwrap();

        /// <summary>Ends when all have been answered.</summary>
        public Task Over { get; private set; } = Task.CompletedTask;

        public void Begin(int requests, Func<int, Task<HttpResponseMessage>> send) =>
            Over = Task.WhenAll(Enumerable.Range(0, requests).Select(i => Task.Run(() => Note(send(i)))));

        private async Task Note(Task<HttpResponseMessage> sending)
        {
            using var answer = await sending;
            if ((int)answer.StatusCode == storedStatus)
            {
                Interlocked.Increment(ref _stored);
                return;
            }
            _refused.Enqueue(((int)answer.StatusCode, answer.Headers.TryGetValues("Retry-After", out var after) ? after.Single() : ""));
            if (_refused.Count >= many)
            {
                _manyRefused.TrySetResult();
            }
        }
    }
}
