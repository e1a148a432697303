using System.Globalization;

namespace Readback.Storage.Sqlite;

/// <summary>
/// When a data directory was last backed up: a date in a small file beside the database, which whoever makes a backup may
/// write while a server has the database. It is no part of the data: a restored directory begins without.
/// </summary>
internal static class BackupRecord
{
    public const string FileName = "readback.backup";

    private const string Format = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    /// <summary>False where the directory takes no file; the backup is as good as ever.</summary>
    public static bool TryWrite(string directory, DateTimeOffset at)
    {
        var path = PathIn(directory);
        try
        {
            // Whole or not at all, for whoever reads it meanwhile.
            File.WriteAllText(path + ".new", at.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture) + "\n");
            File.Move(path + ".new", path, overwrite: true);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Nothing where no backup is on record.</summary>
    public static DateTimeOffset? Read(string directory)
    {
        try
        {
            return DateTimeOffset.TryParseExact(
                File.ReadAllText(PathIn(directory)).Trim(), Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
                ? at
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string PathIn(string directory) => System.IO.Path.Combine(directory, FileName);
}
