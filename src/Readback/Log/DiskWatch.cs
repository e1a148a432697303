using System.Diagnostics.Metrics;
using Readback.Configuration;
using Readback.Http.Hosting;
using Readback.Storage;

namespace Readback.Log;

/// <summary>
/// Looks after the room on the data directory's disk, so that somebody hears of it well before nothing can be written. And
/// once nothing could be, it tries by itself whether something can: nobody has to send a message to find out.
/// </summary>
internal sealed partial class DiskWatch : BackgroundService
{
    /// <summary>How often it looks, in seconds.</summary>
    public const int EverySeconds = 15;

    /// <summary>How often it says again that the disk is nearly full, in hours.</summary>
    private const int SayAgainHours = 1;

    private const long Megabyte = 1024 * 1024;

    private readonly IStore _store;
    private readonly TimeProvider _clock;
    private readonly ILogger<DiskWatch> _log;
    private readonly string? _directory;
    private readonly long _warnBelowBytes;
    private DateTimeOffset? _saidAt;
    private volatile string? _lowRoom;

    public DiskWatch(IStore store, ReadbackSettings settings, TimeProvider clock, IMeterFactory meters, ILogger<DiskWatch> log)
    {
        (_store, _clock, _log) = (store, clock, log);
        _directory = settings.Store is null ? Path.GetFullPath(settings.Data) : null;
        _warnBelowBytes = settings.Limits.DiskWarningMegabytes * Megabyte;
        var meter = meters.Create(LogMetrics.MeterName);
        meter.CreateObservableGauge("readback.store.trouble", () => _store.WriteTrouble is null ? 0 : 1, null, "1 while changes can't be stored");
        if (_directory is not null)
        {
            meter.CreateObservableGauge("readback.disk.free", MeasureFree, "By", "Free room on the disk of the data directory");
            meter.CreateObservableGauge("readback.disk.low", () => _lowRoom is null ? 0 : 1, null, "1 while that is less than limits.diskWarningMegabytes");
        }
    }

    /// <summary>What somebody has to look after, in a sentence for anybody; nothing where all is well.</summary>
    public string? Warning => _store.WriteTrouble is { } trouble ? $"Changes can't be stored. {trouble}" : _lowRoom;

    /// <summary>Looks once.</summary>
    public async Task Look()
    {
        LookForRoom();
        if (_store.WriteTrouble is not null)
        {
            await TryToWrite();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        LookForRoom();
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(EverySeconds), _clock);
        while (await timer.Next(stoppingToken))
        {
            await Look();
        }
    }

    private void LookForRoom()
    {
        if (FreeBytes() is not { } free)
        {
            return;
        }
        var now = _clock.GetUtcNow();
        // Once said it is taken back only when there is a little more: a size that wavers must not fill the log.
        if (free >= (_saidAt is null ? _warnBelowBytes : _warnBelowBytes / 10 * 11))
        {
            if (_saidAt is not null)
            {
                LogRoomAgain(free / Megabyte);
            }
            (_lowRoom, _saidAt) = (null, null);
            return;
        }
        _lowRoom = $"The disk of the data directory has {free / Megabyte} MB left.";
        if (_saidAt is null || now - _saidAt >= TimeSpan.FromHours(SayAgainHours))
        {
            _saidAt = now;
            LogLowRoom(free / Megabyte, _directory!);
        }
    }

    /// <summary>Nothing where there is no such disk, or it does not say.</summary>
    private long? FreeBytes()
    {
        try
        {
            return _directory is null ? null : new DriveInfo(_directory).AvailableFreeSpace;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private IEnumerable<Measurement<long>> MeasureFree() => FreeBytes() is { } free ? [new Measurement<long>(free)] : [];

    private async Task TryToWrite()
    {
        try
        {
            await _store.Write(db => Meta.SetDate(db, Meta.Tried, _clock.GetUtcNow()));
        }
        catch (StoreUnavailableException)
        {
            // The store has said so in its log.
        }
    }

    [LoggerMessage(1211, LogLevel.Warning,
        "The disk of the data directory {Directory} has {Megabytes} MB left. When it is full nothing can be sent: make room")]
    private partial void LogLowRoom(long megabytes, string directory);

    [LoggerMessage(1212, LogLevel.Information, "The disk of the data directory has room again: {Megabytes} MB")]
    private partial void LogRoomAgain(long megabytes);
}

internal static class DiskWatchSetup
{
    public static IServiceCollection AddDiskWatch(this IServiceCollection services) =>
        services.AddSingleton<DiskWatch>().AddHostedService(provider => provider.GetRequiredService<DiskWatch>());
}
