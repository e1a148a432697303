namespace Readback.Storage;

/// <summary>
/// One row of an answer, for as long as it is being read: columns are counted from 0. Dates are stored as milliseconds since
/// 1970, truth as 0 and 1, and everything that is neither text nor bytes is a whole number.
/// </summary>
internal abstract class DbRow
{
    public abstract int Columns { get; }

    public abstract string Name(int column);

    public abstract bool IsNull(int column);

    public abstract long Number(int column);

    public abstract string Text(int column);

    /// <summary>Good only for as long as the row is.</summary>
    public abstract ReadOnlySpan<byte> Bytes(int column);

    /// <summary>Whatever the column holds, for those who copy or show it: a number, a text, or nothing.</summary>
    public abstract DbValue Value(int column);

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    public long? NumberOrNull(int column) => IsNull(column) ? null : Number(column);

    public bool Truth(int column) => Number(column) != 0;

    public DateTimeOffset Date(int column) => DateTimeOffset.FromUnixTimeMilliseconds(Number(column));

    public DateTimeOffset? DateOrNull(int column) => IsNull(column) ? null : Date(column);
}
