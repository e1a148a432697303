using Readback.Feed;
using Readback.Tests.Chat;
using Readback.Tests.Hosting;

namespace Readback.Tests.Feed;

/// <summary>A client that opens a stream and then reads no more, or hardly.</summary>
public sealed class SlowClientTests(FeedHouse house) : FeedTest(house)
{
    /// <summary>Of 8 KB each; the tests' sockets hold no more.</summary>
    private const int LongMessages = 800;
    private const int MoreThanMayWait = Subscriber.MaxWaitingBytes / 8192 * 9 / 8;

    [Fact]
    public async Task It_is_cut_off_and_nobody_notices_and_it_comes_back_to_all_it_missed()
    {
        using var slow = new SlowReader();
        await using var stuck = await slow.Watch(Server, Bora);
        await using var chen = await Chen.WatchOn();

        var sending = SlowReader.SayMuch(Ayse, LongMessages + MoreThanMayWait);
        var seen = await Numbers(chen, LongMessages + MoreThanMayWait);
        await sending;
        await House.Streams.Are(1);
        var first = await stuck.Rest();
        Assert.True(stuck.IsBroken);
        Assert.InRange(first.Count, 1, LongMessages);

        var told = first.Where(e => e.Name == "message").Select(Number).ToList();
        await using var back = await Bora.Watch(after: stuck.LastId);
        told.AddRange(await Numbers(back, seen.Count - told.Count));
        Assert.Equal(seen, told);
        await Ayse.Say("and on");
        Assert.Equal(seen.Count + 1, Number(await back.Next("message")));
    }

    [Fact]
    public async Task A_session_that_ends_in_the_middle_of_an_old_story_hears_no_more_of_it()
    {
        var (dora, _) = await NewMember("dora");
        await SlowReader.SayMuch(Ayse, LongMessages);
        using var slow = new SlowReader();
        await using var stream = await slow.Watch(Server, dora, after: 0);
        await stream.Hello();
        await stream.Next("member");
        await stream.Next("message");
        await LogOut(dora);

        var rest = await stream.Rest();
        Assert.False(stream.IsBroken);
        Assert.InRange(rest.Count(e => e.Name == "message"), 0, LongMessages - 2);
    }

    [Fact]
    public async Task A_session_that_ends_while_nobody_reads_is_cut_off_a_second_later()
    {
        var (dora, _) = await NewMember("dora");
        await SlowReader.SayMuch(Ayse, LongMessages);
        using var slow = new SlowReader();
        await using var stream = await slow.Watch(Server, dora, after: 0);
        await stream.Hello();
        await stream.Next("member");
        await stream.Next("message");
        await LogOut(dora);
        Wait(TimeSpan.FromMilliseconds(Subscriber.LastWordsMilliseconds));

        await House.Streams.Are(0);
        Assert.InRange((await stream.Rest()).Count, 0, LongMessages - 2);
    }

    private static async Task LogOut(Person person)
    {
        using var answer = await person.Send(HttpMethod.Post, "/logout");
        await answer.Is(200);
    }

    /// <summary>The numbers of the messages, which come without a gap.</summary>
    private static async Task<List<long>> Numbers(EventStream stream, int count)
    {
        var numbers = new List<long>();
        while (numbers.Count < count)
        {
            var next = await stream.Next();
            if (next.Name == "message")
            {
                numbers.Add(Number(next));
            }
        }
        Assert.Equal(Enumerable.Range(0, count).Select(i => numbers[0] + i), numbers);
        return numbers;
    }

    private static long Number(StreamEvent message) => (long)message.Json["number"]!;
}
