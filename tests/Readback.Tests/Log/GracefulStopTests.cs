using System.Collections.Concurrent;
using Readback.Tests.Chat;
using Readback.Tests.Hosting;

namespace Readback.Tests.Log;

/// <summary>A server that is told to stop answers what it has accepted.</summary>
public sealed class GracefulStopTests(ReadbackServer server) : IClassFixture<ReadbackServer>
{
    private const int Writers = 16;
    private const int MessagesBefore = 100;

    [Fact]
    public async Task Every_message_that_is_stored_was_answered_and_the_other_way_round()
    {
        var people = await Task.WhenAll(server.LogIn("ayse"), server.LogIn("bora"));
        var acknowledged = new ConcurrentDictionary<string, string>();
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var hasStopped = false;
        var writers = Enumerable.Range(0, Writers).Select(async writer =>
        {
            for (var n = 0; !Volatile.Read(ref hasStopped); n++)
            {
                try
                {
                    var text = $"writer {writer}, message {n}";
                    using var answer = await people[writer % people.Length].TrySay(text);
                    if ((int)answer.StatusCode == 204)
                    {
                        acknowledged.TryAdd(await answer.Id(), text);
                    }
                    if (acknowledged.Count >= MessagesBefore)
                    {
                        enough.TrySetResult();
                    }
                }
                catch (HttpRequestException)
                {
                    return; // Nobody listens any more.
                }
            }
        }).ToList();

        await enough.Task;
        await server.Restart();
        Volatile.Write(ref hasStopped, true);
        await Task.WhenAll(writers);

        var stored = await (await server.LogIn("chen")).ReadWhole();
        Assert.Equal(acknowledged.OrderBy(message => message.Key), stored.OrderBy(message => message.Key));
        await server.AssertSound();
    }
}
