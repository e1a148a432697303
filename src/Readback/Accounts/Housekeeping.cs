using Readback.Configuration;
using Readback.Directory;
using Readback.Http.Hosting;
using Readback.Storage;

namespace Readback.Accounts;

/// <summary>
/// Forgets what has had its time, and that by a day, so that a clock that runs ahead for a while costs nobody anything.
/// Messages, receipts and the audit are kept for ever.
/// </summary>
internal sealed partial class Housekeeping(
    IStore store, DirectoryCache directory, DirectoryWriter writer, ReadbackSettings settings, TimeProvider clock,
    ILogger<Housekeeping> log)
    : BackgroundService
{
    private const int EveryHours = 1;
    private const int KeepIdempotencyKeysHours = 48;
    private const int KeepEndedSessionsDays = 1;
    private const int KeepEndedRefreshTokensDays = 1;
    private const int KeepLoginFailuresDays = 1;
    private const int KeepDirectoryLogDays = 1;

    /// <summary>Does it once, unless the clock has jumped of late; says whether it did.</summary>
    public async Task<bool> Round()
    {
        if (!await store.Write(db => BelievedClock.Look(db, clock.GetUtcNow())))
        {
            LogResting(log, BelievedClock.MaxJumpHours, BelievedClock.DoubtHours);
            return false;
        }
        await Tidy();
        return true;
    }

    /// <summary>Does it once.</summary>
    public async Task Tidy()
    {
        var sessions = settings.Sessions;
        var endedBefore = await writer.Change(async change =>
        {
            var (db, now) = (change.Db, change.Now);
            await SetBack(change);
            await IdempotencyKeys.DeleteBefore(db, now.AddHours(-KeepIdempotencyKeysHours));
            await RefreshTokens.DeleteIssuedBefore(db, now.AddSeconds(-sessions.RefreshTokenSeconds).AddDays(-KeepEndedRefreshTokensDays));
            await Sessions.DeleteBefore(db, now.AddDays(-KeepEndedSessionsDays));
            await LoginFailures.DeleteBefore(db, now.AddDays(-KeepLoginFailuresDays), now);
            await LoginRates.DeleteDueBefore(db, now);
            await AuthLog.DeleteBefore(db, now.AddDays(-sessions.KeepAuthLogDays));
            await DirectoryLog.DeleteBefore(db, now.AddDays(-KeepDirectoryLogDays));
            return now.AddDays(-KeepEndedSessionsDays);
        });
        directory.ForgetSessionsEndedBefore(endedBefore);
    }

    /// <summary>What would last longer than if it began now was begun before the clock was set back, and begins now.</summary>
    private async ValueTask SetBack(DirectoryChange change)
    {
        await IdempotencyKeys.DateBy(change.Db, change.Now);
        await RefreshTokens.DateBy(change.Db, change.Now);
        await LoginFailures.EndLocksBy(change.Db, change.Now.AddMinutes(settings.Sessions.LockMinutes));
        foreach (var session in await Sessions.EndBy(change.Db, change.Now.AddDays(settings.Sessions.SessionDays)))
        {
            change.Changed(DirectoryEntry.Session(session));
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromHours(EveryHours), clock);
        while (await timer.Next(stoppingToken))
        {
            try
            {
                await Round();
            }
            catch (StoreUnavailableException e)
            {
                LogNotTidied(log, e);
            }
        }
    }

    [LoggerMessage(1401, LogLevel.Warning, "What has had its time was not forgotten; it is tried again within the hour")]
    private static partial void LogNotTidied(ILogger log, Exception exception);

    [LoggerMessage(1402, LogLevel.Information,
        "The clock has moved by more than {JumpHours} h since what has had its time was last forgotten (it was set, or no server ran): nothing is for {RestHours} h")]
    private static partial void LogResting(ILogger log, int jumpHours, int restHours);
}
