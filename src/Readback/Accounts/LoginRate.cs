using Readback.Configuration;
using Readback.Http;
using Readback.Storage;

namespace Readback.Accounts;

/// <summary>
/// How many log-in attempts an address may make: so many a minute, so many at once (the generic cell rate algorithm,
/// whose whole state is one date). Nodes share it through the database.
/// </summary>
internal sealed class LoginRate(IStore store, ReadbackSettings settings, TimeProvider clock)
{
    private TimeSpan Interval => TimeSpan.FromMinutes(1) / settings.Sessions.LoginsPerMinute;

    private TimeSpan Tolerance => Interval * (settings.Sessions.LoginBurst - 1);

    /// <summary>Counts an attempt; where it is one too many, the problem that says so.</summary>
    public async ValueTask<ProblemResult?> Refuse(string address) => await Take(address) is { } wait
        ? ProblemResult.TooManyRequests(
            $"More than {settings.Sessions.LoginsPerMinute} log-in attempts a minute from your address: wait.",
            Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)))
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
        await LoginRates.Save(db, address, (dueAt > now && !IsFromAnotherTime(dueAt, now) ? dueAt : now) + Interval);
        return null;
    }

    private TimeSpan? Wait(DateTimeOffset dueAt, DateTimeOffset now) =>
        dueAt - now > Tolerance && !IsFromAnotherTime(dueAt, now) ? dueAt - now - Tolerance : null;

    /// <summary>Further ahead than any burst leads: the clock was set back, and nobody is to wait until it catches up.</summary>
    private bool IsFromAnotherTime(DateTimeOffset dueAt, DateTimeOffset now) => dueAt - now > Tolerance + Interval;
}
