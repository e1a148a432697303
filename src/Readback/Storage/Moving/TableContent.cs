using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Readback.Storage.Moving;

/// <summary>How much a table holds, and a fingerprint of all of it: the same on every engine for the same content.</summary>
internal sealed record TableContent(long Rows, string Hash)
{
    public static async ValueTask<TableContent> Of(Db db, MovedTable table, Action<long> progress, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var rows = 0L;
        await foreach (var row in db.Stream(table.AllRows, Values).WithCancellation(cancellation))
        {
            foreach (var value in row)
            {
                Add(hash, value);
            }
            progress(++rows);
        }
        return new TableContent(rows, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <summary>A row as it is bound again: numbers, texts and nothing.</summary>
    public static DbValue[] Values(DbRow row)
    {
        var values = new DbValue[row.Columns];
        for (var column = 0; column < values.Length; column++)
        {
            values[column] = row.Value(column);
        }
        return values;
    }

    private static void Add(IncrementalHash hash, DbValue value)
    {
        Span<byte> number = stackalloc byte[1 + sizeof(long)];
        switch (value)
        {
            case { IsNull: true }:
                hash.AppendData([0]);
                break;
            case { Text: { } text }:
                var bytes = Encoding.UTF8.GetBytes(text);
                number[0] = 2;
                BinaryPrimitives.WriteInt64BigEndian(number[1..], bytes.Length);
                hash.AppendData(number);
                hash.AppendData(bytes);
                break;
            case { Number: var whole }:
                number[0] = 1;
                BinaryPrimitives.WriteInt64BigEndian(number[1..], whole);
                hash.AppendData(number);
                break;
        }
    }
}
