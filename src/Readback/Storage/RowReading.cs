using System.Data.Common;

namespace Readback.Storage;

/// <summary>The few readings of a column that a plain <see cref="DbDataReader"/> lacks.</summary>
internal static class RowReading
{
    public static string? TextOrNull(this DbDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetString(column);

    public static long? NumberOrNull(this DbDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetInt64(column);

    public static bool Truth(this DbDataReader row, int column) => row.GetInt64(column) != 0;

    public static DateTimeOffset Date(this DbDataReader row, int column) =>
        DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));

    public static DateTimeOffset? DateOrNull(this DbDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.Date(column);
}
