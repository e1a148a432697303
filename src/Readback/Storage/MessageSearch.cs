
namespace Readback.Storage;

/// <summary>The part of the message filter in which engines differ: finding folded text inside folded text.</summary>
internal abstract class MessageSearch
{
    /// <summary>An index by trigrams can serve what has at least this many characters (code points).</summary>
    protected const int IndexedCharacters = 3;

    /// <summary>Adds messages to the index: rows of id and folded content.</summary>
    public abstract ValueTask Add(Db db, IReadOnlyList<object?[]> rows);

    /// <summary>
    /// A condition on <c>message.id</c> that holds where the folded content has <paramref name="folded"/> in it;
    /// its one value is bound to <paramref name="parameter"/>.
    /// </summary>
    public abstract (string Condition, object Value) Contains(string folded, string parameter);

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
