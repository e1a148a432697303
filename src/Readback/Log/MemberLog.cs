using Readback.Storage;
using Readback.Storage.Search;

namespace Readback.Log;

/// <summary>Joining and leaving, which take positions in the log like all else that happens in a space.</summary>
internal static class MemberLog
{
    /// <summary>Makes a user a member from the next message on; false where it is one already.</summary>
    public static async ValueTask<bool> Join(Db db, long space, long user, string username, DateTimeOffset now)
    {
        var head = (await SpaceHeads.Lock(db, [space]).First())!;
        if (await Memberships.Open(db, space, user) is not null)
        {
            return false;
        }
        var next = await Next(db, head, now) with { MemberCount = head.MemberCount + 1 };
        await Memberships.Insert(db, new Membership(
            space, user, username, head.LastNumber + 1, null, next.LastPosition, null, next.LastDate));
        await Append(db, next, user, LogKind.Joined);
        return true;
    }

    /// <summary>Ends a membership with the newest message; false where there is none.</summary>
    public static async ValueTask<bool> Leave(Db db, long space, long user, DateTimeOffset now)
    {
        var head = (await SpaceHeads.Lock(db, [space]).First())!;
        if (await Memberships.Open(db, space, user) is not { } membership)
        {
            return false;
        }
        var next = await Next(db, head, now) with { MemberCount = head.MemberCount - 1 };
        await Memberships.Close(db, membership, head.LastNumber, next.LastPosition, next.LastDate);
        await Append(db, next, user, LogKind.Left);
        return true;
    }

    private static async ValueTask<SpaceHead> Next(Db db, SpaceHead head, DateTimeOffset now)
    {
        if (SpaceClock.IsSetBack(now, head.LastDate))
        {
            await DateSteps.Insert(db, [(head.SpaceId, head.LastNumber + 1)]);
        }
        return head with { LastPosition = head.LastPosition + 1, LastDate = SpaceClock.Next(now, head.LastDate) };
    }

    private static async ValueTask Append(Db db, SpaceHead head, long user, string kind)
    {
        await LogEntries.Insert(db, [new LogEntry(head.SpaceId, head.LastPosition, kind, user, head.LastDate, head.LastNumber)]);
        await SpaceHeads.Update(db, [head]);
    }
}
