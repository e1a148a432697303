using System.Globalization;

namespace Readback.Nodes;

/// <summary>
/// What one node tells the others: <c>{node} d p 7:1190 8:22</c>, that is the directory changed, so did who is online, and
/// the logs of spaces 7 and 8 go that far.
/// </summary>
internal sealed record Hints(string Node, bool Directory, bool Presence, IReadOnlyList<Log.LogEnd> Logs)
{
    /// <summary>The longest word there is: two numbers and what is between them.</summary>
    private const int MaxWordBytes = 42;

    /// <summary>As texts of a length that can be carried; most of the time one.</summary>
    public IEnumerable<string> Write(int maxBytes)
    {
        var start = $"{Node}{(Directory ? " d" : "")}{(Presence ? " p" : "")}";
        var each = Math.Max(1, (maxBytes - start.Length) / MaxWordBytes);
        return Logs.Count == 0
            ? [start]
            : Logs.Chunk(each).Select((logs, i) => (i == 0 ? start : Node)
                + string.Concat(logs.Select(log => string.Create(CultureInfo.InvariantCulture, $" {log.Space}:{log.Position}"))));
    }

    /// <summary>Understands what a node of this version wrote; of what another one wrote, as much as it can.</summary>
    public static Hints Read(string text)
    {
        var words = text.Split(' ');
        return new Hints(
            words[0], words.Contains("d"), words.Contains("p"),
            [.. words.Skip(1).Select(Log).Where(log => log is not null).Select(log => log!.Value)]);
    }

    private static Log.LogEnd? Log(string word) =>
        word.Split(':') is [var space, var position]
        && long.TryParse(space, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
        && long.TryParse(position, NumberStyles.None, CultureInfo.InvariantCulture, out var end)
            ? new Log.LogEnd(id, end)
            : null;
}
