using System.Globalization;

namespace Readback.Storage;

/// <summary>A handful of facts about the database itself.</summary>
internal static class Meta
{
    /// <summary>Names this log's life: renewed when a backup is restored.</summary>
    public const string LogLife = "log_life";

    /// <summary>Signs access tokens; base64.</summary>
    public const string AccessTokenKey = "access_token_key";

    /// <summary>Derives a refresh token from the one before it; base64.</summary>
    public const string RefreshTokenKey = "refresh_token_key";

    /// <summary>When it was last tried whether the database can be written to again.</summary>
    public const string Tried = "tried";

    /// <summary>When housekeeping last made its round.</summary>
    public const string HousekeepingAt = "housekeeping_at";

    /// <summary>Until when housekeeping rests, because the clock jumped.</summary>
    public const string HousekeepingRestsUntil = "housekeeping_rests_until";

    public static ValueTask<string?> Find(Db db, string key) =>
        db.First("SELECT value FROM meta WHERE key = $1", static r => r.Text(0), key);

    public static ValueTask<int> Set(Db db, string key, string value) => db.Execute(
        "INSERT INTO meta (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value", key, value);

    public static async ValueTask<DateTimeOffset?> FindDate(Db db, string key) =>
        await Find(db, key) is { } text && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var ms)
            ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : null;

    public static ValueTask<int> SetDate(Db db, string key, DateTimeOffset date) =>
        Set(db, key, date.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));

    /// <summary>Drops a fact; the next start of a server makes keys and a log's life anew where they are missing.</summary>
    public static ValueTask<int> Forget(Db db, string key) => db.Execute("DELETE FROM meta WHERE key = $1", key);
}
