using Readback.Configuration;
using Readback.Http;
using Readback.Storage;

namespace Readback.Accounts;

/// <summary>
/// How many log-in attempts an address may make: so many a minute, so many at once. Nodes share the date that this takes
/// through the database.
/// </summary>
internal sealed class LoginRate(IStore store, ReadbackSettings settings, TimeProvider clock)
{
    private CellRate Rate => new(settings.Sessions.LoginsPerMinute, settings.Sessions.LoginBurst);

    /// <summary>Counts an attempt; where it is one too many, the problem that says so.</summary>
    public async ValueTask<ProblemResult?> Refuse(string address) => await Take(address) is { } wait
        ? CellRate.TooMany($"{settings.Sessions.LoginsPerMinute} log-in attempts a minute from your address", wait)
        : null;

    /// <summary>Counts an attempt; where it is one too many, counts nothing and says how long to wait.</summary>
    public async ValueTask<TimeSpan?> Take(string address)
    {
        // First only a look: a flood of attempts writes nothing.
        var now = clock.GetUtcNow();
        return Wait(await store.Read(db => LoginRates.DueAt(db, address)), now)
            ?? await store.Write(db => Take(db, address, now));
    }

    private async ValueTask<TimeSpan?> Take(Db db, string address, DateTimeOffset now)
    {
        var dueAt = await LoginRates.Take(db, address);
        if (Wait(dueAt, now) is { } wait)
        {
            return wait;
        }
        await LoginRates.Save(db, address, (dueAt > now && !IsFromAnotherTime(dueAt, now) ? dueAt : now) + Rate.Interval);
        return null;
    }

    private TimeSpan? Wait(DateTimeOffset dueAt, DateTimeOffset now) =>
        IsFromAnotherTime(dueAt, now) ? null : Rate.Wait(dueAt - now);

    /// <summary>Further ahead than any burst leads: the clock was set back, and nobody is to wait until it catches up.</summary>
    private bool IsFromAnotherTime(DateTimeOffset dueAt, DateTimeOffset now) => dueAt - now > Rate.Tolerance + Rate.Interval;
}
