using Readback.Configuration;
using Readback.Directory;
using Readback.Storage;

namespace Readback.Accounts;

/// <summary>Forgets what has had its time. Messages, receipts and the audit are kept for ever.</summary>
internal sealed partial class Housekeeping(
    IStore store, DirectoryCache directory, ReadbackSettings settings, TimeProvider clock, ILogger<Housekeeping> log)
    : BackgroundService
{
    private const int EveryHours = 1;
    private const int KeepIdempotencyKeysHours = 24;
    private const int KeepEndedSessionsDays = 1;
    private const int KeepLoginFailuresDays = 1;
    private const int KeepDirectoryLogDays = 1;

    /// <summary>Does it once.</summary>
    public async Task Tidy()
    {
        var now = clock.GetUtcNow();
        await store.Write(async db =>
        {
            await IdempotencyKeys.DeleteBefore(db, now.AddHours(-KeepIdempotencyKeysHours));
            await RefreshTokens.DeleteIssuedBefore(db, now.AddSeconds(-settings.Sessions.RefreshTokenSeconds));
            await Sessions.DeleteBefore(db, now.AddDays(-KeepEndedSessionsDays));
            await LoginFailures.DeleteBefore(db, now.AddDays(-KeepLoginFailuresDays), now);
            await LoginRates.DeleteDueBefore(db, now);
            await AuthLog.DeleteBefore(db, now.AddDays(-settings.Sessions.KeepAuthLogDays));
            return await DirectoryLog.DeleteBefore(db, now.AddDays(-KeepDirectoryLogDays));
        });
        directory.ForgetEndedSessions();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromHours(EveryHours), clock);
        while (await Next(timer, stoppingToken))
        {
            try
            {
                await Tidy();
            }
            catch (StoreUnavailableException e)
            {
                LogNotTidied(log, e);
            }
        }
    }

    private static async ValueTask<bool> Next(PeriodicTimer timer, CancellationToken stopping)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stopping);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    [LoggerMessage(1401, LogLevel.Warning, "What has had its time was not forgotten; it is tried again within the hour")]
    private static partial void LogNotTidied(ILogger log, Exception exception);
}
