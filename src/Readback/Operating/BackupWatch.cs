using System.Diagnostics.Metrics;
using System.Globalization;
using Readback.Configuration;
using Readback.Directory;
using Readback.Storage.Sqlite;

namespace Readback.Operating;

/// <summary>
/// Says how old the last backup is, as a measure and, when it is too old, at <c>/health/ready</c>. Of the embedded database
/// only: PostgreSQL has backups of its own, of which nothing is known here.
/// </summary>
internal sealed class BackupWatch
{
    /// <summary>A backup that is older is worth a word.</summary>
    private const int MaxAgeDays = 7;

    private readonly ReadbackSettings _settings;
    private readonly DirectoryCache _directory;
    private readonly TimeProvider _clock;

    public BackupWatch(ReadbackSettings settings, DirectoryCache directory, IMeterFactory meters, TimeProvider clock, string meterName)
    {
        (_settings, _directory, _clock) = (settings, directory, clock);
        if (settings.Store is null)
        {
            meters.Create(meterName).CreateObservableGauge(
                "readback.backup.last", () => BackupRecord.Read(settings.Data)?.ToUnixTimeSeconds() ?? 0, "s",
                "When the data was last backed up, in seconds since 1970; 0 where no backup is on record");
        }
    }

    /// <summary>Nothing while the last backup is young enough, or the data is.</summary>
    public IReadOnlyList<string> Hints()
    {
        if (_settings.Store is not null)
        {
            return [];
        }
        var last = BackupRecord.Read(_settings.Data);
        var since = last ?? _directory.Users.Select(user => user.Row.CreatedAt).DefaultIfEmpty(_clock.GetUtcNow()).Min();
        var days = (int)(_clock.GetUtcNow() - since).TotalDays;
        return days < MaxAgeDays ? []
            : last is null ? ["No 'readback backup' of this data is on record."]
            : [string.Create(CultureInfo.InvariantCulture, $"The last 'readback backup' of this data was {days} days ago.")];
    }
}
