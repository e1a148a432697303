using Readback.Tests.Chat;
using Readback.Tests.Hosting;

namespace Readback.Tests.Feed;

/// <summary>Many send while streams come, break off and go on.</summary>
public sealed class RaceTests(FeedHouse house) : FeedTest(house)
{
    private const int Senders = 8;
    private const int MessagesEach = 60;
    private const int ReadEvery = 4;
    private const int WatchersEach = 3;

    private const string LastWord = "the last word";

    [Fact]
    public async Task Every_stream_sees_everything_once_and_in_order()
    {
        var start = await Ayse.Position();
        Person[] people = [Ayse, Bora, Chen];
        var watching = people.SelectMany(person => Enumerable.Repeat(person, WatchersEach))
            .Select((person, i) => Task.Run(() => Follow(person, start, new Random(i)))).ToList();

        await Task.WhenAll(Enumerable.Range(0, Senders).Select(sender =>
            Task.Run(() => Talk(people[sender % 3], people[(sender + 1) % 3], sender))));
        await Ayse.Say(LastWord);

        var seen = await Task.WhenAll(watching);
        Assert.Equal(Enumerable.Range(1, seen[0].Count).Select(i => start + i), seen[0].Select(e => e.Id!.Value));
        Assert.All(seen, same => Assert.Equal(seen[0], same));
        Assert.Equal(Senders * MessagesEach / ReadEvery, seen[0].Count(e => e.Name == "read"));
        var contents = seen[0].Where(e => e.Name == "message").Select(e => (string)e.Json["content"]!).ToList();
        Assert.Equal((Senders * MessagesEach) + 1, contents.Count);
        foreach (var sender in Enumerable.Range(0, Senders))
        {
            Assert.Equal(
                Enumerable.Range(0, MessagesEach).Select(i => $"{sender}:{i}"),
                contents.Where(content => content.StartsWith($"{sender}:", StringComparison.Ordinal)));
        }
    }

    private static async Task Talk(Person sender, Person reader, int name)
    {
        for (var i = 0; i < MessagesEach; i++)
        {
            var id = await sender.Say($"{name}:{i}");
            if (i % ReadEvery == 0)
            {
                await reader.MarkRead(id);
            }
        }
    }

    /// <summary>Reads a few events, breaks off, and goes on, up to the last word.</summary>
    private static async Task<List<StreamEvent>> Follow(Person person, long start, Random random)
    {
        var seen = new List<StreamEvent>();
        var isOver = false;
        for (var last = start; !isOver;)
        {
            await using var stream = await person.WatchOn(after: last);
            for (var few = random.Next(1, 60); few > 0 && !isOver; few--)
            {
                var next = await stream.Next();
                if (next.Id is not null)
                {
                    seen.Add(next);
                }
                isOver = next.Name == "message" && (string?)next.Json["content"] == LastWord;
                last = stream.LastId!.Value;
            }
        }
        return seen;
    }
}
