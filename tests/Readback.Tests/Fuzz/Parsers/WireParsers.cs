using System.Text;
using Readback.Client.Feed;
using Readback.Nodes;
using Readback.Tests.Fuzz.Guided;

namespace Readback.Tests.Fuzz.Parsers;

/// <summary>What nodes tell each other, and what a client reads off a stream.</summary>
internal static class WireParsers
{
    private const int MaxHintBytes = 7_900;

    public static IReadOnlyList<FuzzTarget> All =>
    [
        FuzzTarget.Of("hints", [FuzzField.Of("node d p 7:1190 8:22", "node", "n p 1:x :2 3: d")], input => Hint(input[0]!)),
        new FuzzTarget(
            "event streams",
            [
                FuzzField.Of("id: 5\nevent: message\ndata: {}\n\n", "retry: 100\r\n: comment\r\ndata: a\r\ndata\r\n\r\n", "data:x\n\nid: 7\n", "\n\ndata"),
                FuzzField.Of("1", "23"),
            ],
            Stream),
    ];

    /// <summary>What was understood is passed on and understood as the same.</summary>
    private static void Hint(string text)
    {
        var hints = Hints.Read(text);
        var again = hints.Write(MaxHintBytes).Select(Hints.Read).ToList();
        Assert.All(again, each => Assert.Equal(hints.Node, each.Node));
        Assert.Equal((hints.Directory, hints.Presence), (again[0].Directory, again[0].Presence));
        Assert.Equal(hints.Logs, again.SelectMany(each => each.Logs));
    }

    /// <summary>However it is cut into pieces on its way.</summary>
    private static async ValueTask Stream(string?[] input)
    {
        var bytes = Encoding.UTF8.GetBytes(input[0]!);
        Assert.Equal(await Events(bytes, bytes.Length + 1), await Events(bytes, 1 + (input[1]!.Length == 0 ? 0 : input[1]![0] % 32)));
    }

    private static async Task<List<StreamEvent>> Events(byte[] bytes, int piece)
    {
        var place = 0;
        var reader = new EventStreamReader((buffer, _) =>
        {
            var count = Math.Min(Math.Min(piece, buffer.Length), bytes.Length - place);
            bytes.AsMemory(place, count).CopyTo(buffer);
            place += count;
            return ValueTask.FromResult(count);
        });
        var events = new List<StreamEvent>();
        while (await reader.Next(TestContext.Current.CancellationToken) is { } next)
        {
            events.Add(next);
        }
        return events;
    }
}
