using Npgsql;

namespace Readback.Storage.Postgres;

/// <summary>The row that a reader stands on.</summary>
internal sealed class PostgresRow(NpgsqlDataReader reader) : DbRow
{
    public override int Columns => reader.FieldCount;

    public override string Name(int column) => reader.GetName(column);

    public override bool IsNull(int column) => reader.IsDBNull(column);

    public override long Number(int column) => reader.GetInt64(column);

    public override string Text(int column) => reader.GetString(column);

    public override ReadOnlySpan<byte> Bytes(int column) => reader.GetFieldValue<byte[]>(column);

    public override DbValue Value(int column) =>
        reader.IsDBNull(column) ? default
        : reader.GetFieldType(column) == typeof(string) ? reader.GetString(column)
        : reader.GetInt64(column);
}
