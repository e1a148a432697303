using System.Text;
using Readback.Client.Feed;

namespace Readback.Tests.Clients;

/// <summary>Server-sent events as the HTML standard has them, in whatever pieces they come.</summary>
[Trait("Engine", "Sqlite")]
public sealed class EventStreamReaderTests
{
    private const string Stream =
        ": a comment\n\nid: 7\nevent: read\ndata: {\"a\":1}\n\nretry: 350\n\nevent: presence\r\ndata:first\r\ndata: second\r\n\r\n"
        + "unknown: field\nid: no number\ndata: ğ 汽 👋\n\nid: 9\nevent: empty\n\ndata: cut o";

    private static readonly StreamEvent[] Events =
    [
        new("read", 7, "{\"a\":1}"), new("presence", null, "first\nsecond"), new("message", null, "ğ 汽 👋"),
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(100_000)]
    public async Task Events_are_the_same_in_whatever_pieces_they_come(int piece)
    {
        var reader = Reader(Encoding.UTF8.GetBytes(Stream), piece);
        Assert.Equal(Events, await All(reader));
        Assert.Equal(TimeSpan.FromMilliseconds(350), reader.ComeAgain);
    }

    [Fact]
    public async Task A_long_line_is_read_and_an_endless_one_is_not()
    {
        var names = new string('n', 3_000_000);
        Assert.Equal(names, Assert.Single(await All(Reader(Encoding.UTF8.GetBytes($"data: {names}\n\n"), 50_000))).Data);
        await Assert.ThrowsAsync<Readback.Client.ReadbackException>(
            () => All(new EventStreamReader((buffer, _) => { buffer.Span.Fill((byte)'x'); return ValueTask.FromResult(buffer.Length); })));
    }

    private static EventStreamReader Reader(byte[] bytes, int piece)
    {
        var at = 0;
        return new EventStreamReader((buffer, _) =>
        {
            var count = Math.Min(Math.Min(piece, buffer.Length), bytes.Length - at);
            bytes.AsMemory(at, count).CopyTo(buffer);
            at += count;
            return ValueTask.FromResult(count);
        });
    }

    private static async Task<List<StreamEvent>> All(EventStreamReader reader)
    {
        var all = new List<StreamEvent>();
        while (await reader.Next(default) is { } next)
        {
            all.Add(next);
        }
        return all;
    }
}
