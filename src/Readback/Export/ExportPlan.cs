using Readback.Http;
using Readback.Storage;
using Readback.Storage.Search;

namespace Readback.Export;

/// <summary>
/// What an export holds, fixed before its first line: everything up to one position of the space's log. Messages and times of
/// membership up to there never change any more, and what is read later is known by its position; so that it can be fetched
/// page by page, each on a snapshot of its own, and is still one moment.
/// </summary>
/// <param name="SpaceId">The space.</param>
/// <param name="Log">The log's life.</param>
/// <param name="Position">The position.</param>
/// <param name="Numbers">The numbers of the messages of the span; several ranges where a clock was set back.</param>
/// <param name="Members">Everybody to whom one of them may have been sent, in the order of names.</param>
internal sealed record ExportPlan(
    long SpaceId, string Log, long Position, IReadOnlyList<NumberRange> Numbers, IReadOnlyList<Membership> Members)
{
    public long Messages => Numbers.Sum(range => range.Count);

    /// <summary>The plan; nothing where the log has not come to the position that was asked for.</summary>
    public static async ValueTask<ExportPlan?> Make(Db db, long space, DateBounds dates, long? asked)
    {
        if (await SpaceHeads.Read(db, space) is not { } head || asked > head.LastPosition)
        {
            return null;
        }
        var position = asked ?? head.LastPosition;
        var lastNumber = Math.Min(await LogEntries.NumberAt(db, space, position), head.LastNumber);
        IReadOnlyList<NumberRange> numbers = lastNumber == 0 ? []
            : dates is { From: null, To: null } ? [new NumberRange(1, lastNumber)]
            : await DateSteps.Period(db, space, lastNumber, dates.From ?? DateTimeOffset.MinValue, dates.To ?? DateTimeOffset.MaxValue);
        var members = await Memberships.UpTo(db, space, lastNumber);
        members.Sort(static (a, b) => string.CompareOrdinal(a.Username, b.Username) is var names and not 0
            ? names
            : a.SinceNumber.CompareTo(b.SinceNumber));
        return new ExportPlan(space, await Meta.Find(db, Meta.LogLife) ?? "", position, numbers, members);
    }
}
