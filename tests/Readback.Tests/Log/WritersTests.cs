using System.Collections.Concurrent;
using Readback.Tests.Chat;
using Readback.Tests.Hosting;

namespace Readback.Tests.Log;

/// <summary>Many who write into one space at once.</summary>
public sealed class WritersTests(ReadbackServer server) : IClassFixture<ReadbackServer>
{
    private const int Writers = 32;
    private const int MessagesEach = 20;

    [Fact]
    public async Task Thirty_two_writers_leave_no_gap_and_lose_nothing()
    {
        var people = await Task.WhenAll(server.LogIn("ayse"), server.LogIn("bora"), server.LogIn("chen"));
        var acknowledged = new ConcurrentDictionary<string, string>();
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(async writer =>
        {
            var person = people[writer % people.Length];
            var random = new Random(writer);
            for (var n = 0; n < MessagesEach; n++)
            {
                var text = $"writer {writer}, message {n}";
                string? key = random.Next(3) == 0 ? null : $"{writer}-{n}";
                var repeats = key is null ? 1 : random.Next(1, 4); // at once, so that some meet in one batch
                var ids = (await Task.WhenAll(Enumerable.Range(0, repeats).Select(_ => person.Say(text, key)))).Distinct();
                Assert.True(acknowledged.TryAdd(Assert.Single(ids), text));
                server.Clock.Advance(TimeSpan.FromTicks(random.Next(30_000)));
            }
        }));

        var stored = await people[0].ReadWhole();
        Assert.Equal(Writers * MessagesEach, stored.Count);
        Assert.Equal(acknowledged.OrderBy(message => message.Key), stored.OrderBy(message => message.Key));
        foreach (var person in people)
        {
            Assert.Equal(Writers * MessagesEach, (await person.Counts()).Total);
            Assert.Equal(
                stored.Keys.Order(),
                (await person.Read(ChatSteps.Inbox + "?size=2000")).Rows().Select(row => (string)row["chatMessageId"]!).Order());
        }
        await Parallel.ForEachAsync(acknowledged.Take(100), async (message, _) =>
            Assert.Equal(message.Value, (string)(await people[1].Read($"{ChatSteps.Messages}/{message.Key}"))["content"]!));
        await server.AssertSound();
    }
}
