using Readback.Storage;

namespace Readback.Chat.Inboxes;

/// <summary>
/// Answers that are given again while nothing at all is written: screens and scripts ask for the same again and again, and most of the
/// time nothing has happened. Where others may write, too, each question is asked of the database.
/// </summary>
/// <param name="store">The database.</param>
/// <param name="places">Answers that are kept; a power of two.</param>
internal sealed class UnchangedAnswers<TKey, TAnswer>(IStore store, int places)
    where TKey : struct, IEquatable<TKey>
{
    private readonly SmallCache<TKey, Kept> _kept = new(places);

    /// <param name="key">All that the answer depends on, but for what is written.</param>
    /// <param name="read">Asks the database.</param>
    public async ValueTask<TAnswer> Of(TKey key, Func<Task<TAnswer>> read)
    {
        // Before it is read: what is written meanwhile makes the answer old.
        if (store.Changes is not { } changes)
        {
            return await read();
        }
        if (_kept.Find(key) is { } kept && kept.Changes == changes)
        {
            return kept.Answer;
        }
        var answer = await read();
        _kept.Keep(key, new Kept(changes, answer));
        return answer;
    }

    private sealed record Kept(long Changes, TAnswer Answer);
}
