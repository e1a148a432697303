namespace Readback.Storage.Search;

/// <summary>The part of the message filter in which engines differ: finding folded text inside folded text.</summary>
internal abstract class MessageSearch
{
    /// <summary>An index by trigrams can serve what has at least this many characters (code points).</summary>
    protected const int IndexedCharacters = 3;

    /// <summary>Sees to it that messages written in this transaction are found: at once, or by what follows the log.</summary>
    public abstract ValueTask Add(Db db, IEnumerable<NewText> messages);

    /// <summary>Adds to a set the numbers of the messages whose folded content has a text in it.</summary>
    /// <param name="db">Where to look.</param>
    /// <param name="folded">What to find; not empty.</param>
    /// <param name="space">The messages' space.</param>
    /// <param name="numbers">Which of its messages to look at.</param>
    /// <param name="into">The set.</param>
    public abstract ValueTask Find(Db db, string folded, long space, NumberRange numbers, NumberSet into);

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

/// <summary>A message's content that is to be found.</summary>
internal readonly record struct NewText(long Id, string Content);

/// <summary>A message's content beside what the index holds for it; <c>null</c> where one of the two is missing.</summary>
internal readonly record struct IndexedText(long Id, string? Content, string? Folded);
