using Readback.Storage;

namespace Readback.Accounts;

/// <summary>
/// Whether things may be forgotten by the clock as it is. One that has moved by more than a day between two rounds (each an
/// hour after the other) was set, or no server ran: nobody can tell which. Whoever set it wrong has a day to set it right,
/// and finds all that there was; after that it is believed. What each round saw is in the database, so that a restart
/// forgets no doubt, and a node whose own clock is wrong is found out by the rounds of the others.
/// </summary>
internal static class BelievedClock
{
    /// <summary>The largest step between two rounds that raises no doubt, in hours. What is forgotten has been past its time for as long.</summary>
    public const int MaxJumpHours = 24;

    /// <summary>How long a doubt lasts, in hours.</summary>
    public const int DoubtHours = 24;

    /// <summary>Keeps what this round saw, and says whether the clock is believed.</summary>
    public static async ValueTask<bool> Look(Db db, DateTimeOffset now)
    {
        var before = await Meta.FindDate(db, Meta.HousekeepingAt);
        await Meta.SetDate(db, Meta.HousekeepingAt, now);
        if (await Meta.FindDate(db, Meta.HousekeepingRestsUntil) is { } end)
        {
            // Further away than a doubt lasts: the clock that it was about has been set back.
            if (now < end && end <= now.AddHours(DoubtHours))
            {
                return false;
            }
            await Meta.Forget(db, Meta.HousekeepingRestsUntil);
            return true;
        }
        if (before is { } seen && (now - seen).Duration() <= TimeSpan.FromHours(MaxJumpHours))
        {
            return true;
        }
        await Meta.SetDate(db, Meta.HousekeepingRestsUntil, now.AddHours(DoubtHours));
        return false;
    }
}
