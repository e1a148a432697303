namespace Readback.Storage.Search;

/// <summary>The part of the message filter in which engines differ: finding folded text inside folded text.</summary>
internal abstract class MessageSearch
{
    /// <summary>Sees to it that messages written in this transaction are found: at once, or by what follows the log.</summary>
    public abstract ValueTask Add(Db db, IEnumerable<NewText> messages);

    /// <summary>Adds to a set the numbers of the messages whose folded content has a text in it.</summary>
    /// <param name="db">Where to look.</param>
    /// <param name="folded">What to find; not empty.</param>
    /// <param name="space">The messages' space.</param>
    /// <param name="numbers">Which of its messages to look at.</param>
    /// <param name="into">The set.</param>
    public abstract ValueTask Find(Db db, string folded, long space, NumberRange numbers, NumberSet into);

    /// <summary>What is wrong with the index, for the check of a data directory; that it has not come so far is no fault.</summary>
    public abstract IAsyncEnumerable<SearchFault> Faults(Db db);
}

/// <summary>A message's content that is to be found.</summary>
internal readonly record struct NewText(long Id, string Content);

/// <summary>Something that the index has otherwise than the messages of a space are.</summary>
internal readonly record struct SearchFault(long Space, string What);
