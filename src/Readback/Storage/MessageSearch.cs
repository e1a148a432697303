
namespace Readback.Storage;

/// <summary>The part of the message filter in which engines differ: finding folded text inside folded text.</summary>
internal abstract class MessageSearch
{
    /// <summary>An index by trigrams can serve what has at least this many characters (code points).</summary>
    protected const int IndexedCharacters = 3;

    /// <summary>Adds messages to the index: rows of id and folded content.</summary>
    public abstract ValueTask Add(Db db, IReadOnlyList<object?[]> rows);

    /// <summary>How to find the messages whose folded content has <paramref name="folded"/> in it.</summary>
    /// <param name="folded">What to find; not empty.</param>
    /// <param name="lowest">The place (<c>$1</c>, …) at which the lowest id to look at is bound.</param>
    /// <param name="highest">The place of the highest id.</param>
    /// <param name="value">The place of <see cref="SearchPlan.Value"/>.</param>
    public abstract SearchPlan Contains(string folded, string lowest, string highest, string value);

    /// <summary>Messages whose indexed text is missing or not what it should be, for the check of a data directory.</summary>
    public abstract IAsyncEnumerable<IndexedText> Everything(Db db);

    protected static bool IsIndexed(string folded)
    {
        var characters = 0;
        foreach (var _ in folded.EnumerateRunes())
        {
            if (++characters == IndexedCharacters)
            {
                return true;
            }
        }
        return false;
    }
}

/// <summary>A message's content beside what the index holds for it; <c>null</c> where one of the two is missing.</summary>
internal readonly record struct IndexedText(long Id, string? Content, string? Folded);

/// <summary>The parts of a query that an engine's index serves best.</summary>
/// <param name="From">The tables to read from, with <c>message</c> among them.</param>
/// <param name="FromAlone">The tables to read from where nothing of <c>message</c> is needed.</param>
/// <param name="Id">The message's id as the index knows it.</param>
/// <param name="Condition">Holds for what is found, between the lowest and the highest id.</param>
/// <param name="Value">What the condition needs.</param>
internal sealed record SearchPlan(string From, string FromAlone, string Id, string Condition, string Value);
