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

    /// <summary>When it was last tried whether the database can be written to again; Unix milliseconds.</summary>
    public const string Tried = "tried";

    public static ValueTask<string?> Find(Db db, string key) =>
        db.First("SELECT value FROM meta WHERE key = $1", static r => r.Text(0), key);

    public static ValueTask<int> Set(Db db, string key, string value) => db.Execute(
        "INSERT INTO meta (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value", key, value);

    /// <summary>Drops a fact; the next start of a server makes keys and a log's life anew where they are missing.</summary>
    public static ValueTask<int> Forget(Db db, string key) => db.Execute("DELETE FROM meta WHERE key = $1", key);
}
