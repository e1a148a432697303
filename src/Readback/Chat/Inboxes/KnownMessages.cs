using Readback.Storage;

namespace Readback.Chat.Inboxes;

/// <summary>
/// Messages that were shown lately, ready to be shown again: everybody who opens a space sees the same newest ones, and none
/// ever changes. Where the database is shared they are not kept: one that was restored to an earlier state gives the numbers of what
/// it lost to other messages.
/// </summary>
/// <param name="store">The database.</param>
internal sealed class KnownMessages(IStore store)
{
    /// <summary>Messages that are kept.</summary>
    private const int MaxKept = 2048;

    /// <summary>The longest content that is kept, in UTF-16 units; with this and the number above it is some megabytes at most.</summary>
    private const int MaxUnits = 1000;

    /// <summary>Numbers of a page for which it is used; a larger page would push out all that is asked for by many.</summary>
    private const int MaxNumbers = 100;

    private readonly SmallCache<long, KnownMessage>? _kept = store.IsShared ? null : new(MaxKept);

    /// <summary>The messages of these ranges, in the order in which the ranges stand.</summary>
    public async ValueTask<IReadOnlyList<KnownMessage>> InRanges(Db db, long space, IReadOnlyList<NumberRange> ranges, bool newestFirst)
    {
        var count = ranges.Sum(range => range.Count);
        if (_kept is null || count > MaxNumbers)
        {
            return (await Messages.InRanges(db, space, ranges, newestFirst)).ConvertAll(row => new KnownMessage(row));
        }
        var (messages, places, missing) = (new KnownMessage?[count], new List<int>(), new List<long>());
        var place = 0;
        foreach (var range in ranges)
        {
            for (var step = 0; step < range.Count; step++, place++)
            {
                var number = newestFirst ? range.To - step : range.From + step;
                if ((messages[place] = _kept.Find(MessageId.Of(space, number))) is null)
                {
                    places.Add(place);
                    missing.Add(number);
                }
            }
        }
        if (missing.Count > 0)
        {
            foreach (var (at, row) in places.Zip(await Messages.Of(db, space, missing, newestFirst)))
            {
                messages[at] = Kept(row);
            }
        }
        return messages!;
    }

    private KnownMessage Kept(MessageRow row)
    {
        var message = new KnownMessage(row);
        if (row.Content.Length <= MaxUnits)
        {
            _kept!.Keep(row.Id, message);
        }
        return message;
    }
}
