using Readback.Tests.Chat;
using Readback.Tests.Hosting;

namespace Readback.Tests.Clocks;

/// <summary>The log while its clock jumps, by minutes and by a year, forth and back: its order is its own, its dates are true.</summary>
public sealed class JumpingLogTests(ChatHouse house) : ChatTest(house)
{
    private const int MessagesBetween = 3;

    private static readonly TimeSpan Held = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan[] Jumps =
    [
        TimeSpan.Zero, TimeSpan.FromHours(-1), TimeSpan.FromDays(365), TimeSpan.FromDays(-365), TimeSpan.FromSeconds(-1),
        TimeSpan.FromHours(2), TimeSpan.FromMilliseconds(-2001) - TimeSpan.FromSeconds(20), TimeSpan.FromDays(-40), TimeSpan.FromMinutes(1),
    ];

    [Fact]
    public async Task Order_dates_and_periods_are_right_after_every_jump()
    {
        var said = await SayThrough(Jumps);

        Assert.Equal(
            said.Select((message, i) => (i + 1L, message.Text, Wire.Date(message.Date))),
            (await Bora.Find(("sort", "id"), ("size", "2000"))).Rows().Select(Told));
        Assert.Equal(said.Select(message => message.Text).Reverse(), (await Bora.Read(ChatSteps.Inbox + "?size=2000")).Contents());
        await AssertPeriods(said, text: null);
        await AssertPeriods(said, text: "pump");
        await AssertFeed(said);
    }

    /// <summary>What is said between the jumps, dated by the rule (docs/log.md), which reads go by as well.</summary>
    private async Task<List<(string Text, DateTimeOffset Date)>> SayThrough(TimeSpan[] jumps)
    {
        var said = new List<(string Text, DateTimeOffset Date)>();
        var last = DateTimeOffset.MinValue;
        foreach (var jump in jumps)
        {
            Server.Clock.Jump(jump);
            for (var i = 0; i < MessagesBetween; i++)
            {
                var text = $"{(i == 0 ? "pump" : "valve")} {said.Count + 1}";
                var id = await Ayse.Say(text);
                said.Add((text, last = Dated(last)));
                Server.Clock.Advance(TimeSpan.FromMilliseconds(500));
                await Bora.MarkRead(id);
                last = Dated(last);
                Server.Clock.Advance(TimeSpan.FromSeconds(10));
            }
        }
        return said;
    }

    private DateTimeOffset Dated(DateTimeOffset last)
    {
        var now = DateTimeOffset.FromUnixTimeMilliseconds(Server.Clock.GetUtcNow().ToUnixTimeMilliseconds());
        return now < last && last - now <= Held ? last : now;
    }

    /// <summary>Every period that begins and ends where one of the stretches between two jumps does, against a look at each message.</summary>
    private async Task AssertPeriods(List<(string Text, DateTimeOffset Date)> said, string? text)
    {
        var dates = said.Where((_, i) => i % MessagesBetween == 0).Select(message => message.Date).Distinct().Order().ToList();
        foreach (var from in dates)
        {
            foreach (var to in dates.Where(date => date >= from))
            {
                var found = await Bora.Find(
                    [("sort", "id"), ("size", "2000"), ("onDateSt", Wire.Date(from)), ("offDateEn", Wire.Date(to)), .. text is null ? [] : new[] { ("content", text) }]);
                Assert.Equal(
                    said.Where(message => message.Date >= from && message.Date <= to && message.Text.StartsWith(text ?? "", StringComparison.Ordinal))
                        .Select(message => message.Text),
                    found.Contents());
            }
        }
    }

    private async Task AssertFeed(List<(string Text, DateTimeOffset Date)> said)
    {
        await using var stream = await Chen.Watch(after: 0);
        var told = new List<(string, string)>();
        while (told.Count < said.Count)
        {
            var next = await stream.Next();
            if (next.Name == "message")
            {
                told.Add(((string)next.Json["content"]!, (string)next.Json["creationDate"]!));
            }
        }
        Assert.Equal(said.Select(message => (message.Text, Wire.Date(message.Date))), told);
    }

    private static (long, string, string) Told(System.Text.Json.Nodes.JsonObject message) =>
        ((long)message["number"]!, (string)message["content"]!, (string)message["creationDate"]!);
}
