using System.Globalization;
using System.Security.Cryptography;
using Npgsql;

namespace Readback.Storage.Postgres;

/// <summary>One transaction on one connection. Statements are prepared by the driver once they have been seen twice.</summary>
internal sealed class PostgresDb(NpgsqlConnection connection, CancellationToken cancellation) : Db
{
    /// <summary>Rows that a streamed query has in memory at once.</summary>
    private const int StreamedRows = 256;

    private static readonly PostgresSearch SearchIndex = new();

    private int _cursors;

    public override string ForUpdate => " FOR UPDATE";

    public override MessageSearch Search => SearchIndex;

    public override string LoggedReads =>
        """
        SELECT l.space_id, l.position, l.user_id, l.at, (r ->> 0)::BIGINT AS from_number, (r ->> 1)::BIGINT AS to_number
        FROM log l CROSS JOIN LATERAL jsonb_array_elements(
          CASE WHEN l.ranges ~ '^\[\[\d{1,18},\d{1,18}\](,\[\d{1,18},\d{1,18}\])*\]$' THEN l.ranges::JSONB ELSE '[]'::JSONB END) r
        WHERE l.kind = 'read'
        """;

    public override async ValueTask<int> Execute(string sql, params object?[] values)
    {
        await using var command = Command(sql, values);
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    public override async ValueTask ExecuteMany(string sql, IReadOnlyList<object?[]> rows)
    {
        if (rows.Count > 0)
        {
            await using var batch = Batch(sql, rows);
            await batch.ExecuteNonQueryAsync(cancellation);
        }
    }

    /// <summary>A column goes as one array, so that a table is written in one statement, however many rows there are.</summary>
    public override async ValueTask InsertMany(string table, string columns, IReadOnlyList<object?[]> rows, string otherwise = "")
    {
        if (rows.Count == 0)
        {
            return;
        }
        await using var command = new NpgsqlCommand { Connection = connection };
        var arrays = new List<string>();
        var selected = new List<string>();
        for (var column = 0; column < rows[0].Length; column++)
        {
            if (ColumnOf(rows, column) is { } parameter)
            {
                command.Parameters.Add(parameter);
                arrays.Add($"${command.Parameters.Count}");
                selected.Add($"c{command.Parameters.Count}");
            }
            else
            {
                selected.Add("NULL");
            }
        }
        var names = string.Join(", ", Enumerable.Range(1, arrays.Count).Select(i => $"c{i}"));
        command.CommandText =
            $"INSERT INTO {table} ({columns}) SELECT {string.Join(", ", selected)} "
            + $"FROM unnest({string.Join(", ", arrays)}) AS rows ({names}) {otherwise}";
        await command.ExecuteNonQueryAsync(cancellation);
    }

    public override async ValueTask ContinueIds(string table) => await base.Number(
        $"SELECT setval(pg_get_serial_sequence('{table}', 'id'), greatest(max(id), 1), max(id) IS NOT NULL) FROM {table}");

    public override async ValueTask<List<T>> All<T>(string sql, Func<DbRow, T> row, params object?[] values)
    {
        await using var command = Command(sql, values);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await Rows(reader, row);
    }

    public override async ValueTask Each(string sql, Action<DbRow> row, params object?[] values)
    {
        await using var command = Command(sql, values);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var current = new PostgresRow(reader);
        while (await reader.ReadAsync(cancellation))
        {
            row(current);
        }
    }

    public override async ValueTask<List<List<T>>> AllMany<T>(
        string sql, Func<DbRow, T> row, IReadOnlyList<object?[]> values)
    {
        var answers = new List<List<T>>(values.Count);
        if (values.Count == 0)
        {
            return answers;
        }
        await using var batch = Batch(sql, values);
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        do
        {
            answers.Add(await Rows(reader, row));
        }
        while (await reader.NextResultAsync(cancellation));
        return answers;
    }

    /// <summary>By a cursor, so that other statements may run between two rows, and nothing is read that nobody asks for.</summary>
    public override async IAsyncEnumerable<T> Stream<T>(string sql, Func<DbRow, T> row, params object?[] values)
    {
        var cursor = string.Create(CultureInfo.InvariantCulture, $"rows_{++_cursors}_{ShapeOf(sql)}");
        await Execute($"DECLARE {cursor} NO SCROLL CURSOR FOR {sql}", values);
        List<T> rows;
        do
        {
            rows = await All($"FETCH {StreamedRows} FROM {cursor}", row);
            foreach (var one in rows)
            {
                yield return one;
            }
        }
        while (rows.Count == StreamedRows);
        await Execute($"CLOSE {cursor}");
    }

    /// <summary>
    /// Text as the database can hold it: it knows no U+0000, and takes no halves of characters. What is kept never has
    /// them; what is asked for may, and then finds nothing.
    /// </summary>
    public static string Storable(string text) => text.Contains('\0', StringComparison.Ordinal) ? text.Replace('\0', '\uFFFD') : text;

    /// <summary>
    /// The driver prepares by text, and keeps what columns a text answers with: cursors over different queries must not be
    /// fetched from by the same text.
    /// </summary>
    private static string ShapeOf(string sql) =>
        Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(sql)).AsSpan(0, 8));

    private async ValueTask<List<T>> Rows<T>(NpgsqlDataReader reader, Func<DbRow, T> row)
    {
        var rows = new List<T>();
        var current = new PostgresRow(reader);
        while (await reader.ReadAsync(cancellation))
        {
            rows.Add(row(current));
        }
        return rows;
    }

    private NpgsqlCommand Command(string sql, object?[] values)
    {
        var command = new NpgsqlCommand(sql, connection);
        Bind(command.Parameters, values);
        return command;
    }

    private NpgsqlBatch Batch(string sql, IReadOnlyList<object?[]> rows)
    {
        var batch = new NpgsqlBatch(connection);
        foreach (var values in rows)
        {
            var command = new NpgsqlBatchCommand(sql);
            Bind(command.Parameters, values);
            batch.BatchCommands.Add(command);
        }
        return batch;
    }

    private static void Bind(NpgsqlParameterCollection parameters, object?[] values)
    {
        foreach (var value in values)
        {
            parameters.Add(value switch
            {
                null => new NpgsqlParameter { Value = DBNull.Value },
                string text => new NpgsqlParameter<string> { TypedValue = Storable(text) },
                _ => new NpgsqlParameter<long> { TypedValue = Number(value) },
            });
        }
    }

    /// <summary>One column of many rows; nothing where all of it is null, which has no type.</summary>
    private static NpgsqlParameter? ColumnOf(IReadOnlyList<object?[]> rows, int column)
    {
        var kind = rows.Select(row => row[column]).FirstOrDefault(value => value is not null);
        return kind switch
        {
            null => null,
            string => new NpgsqlParameter<string?[]>
            {
                TypedValue = [.. rows.Select(row => row[column] is string text ? Storable(text) : null)],
            },
            _ when rows.All(row => row[column] is not null) => new NpgsqlParameter<long[]>
            {
                TypedValue = [.. rows.Select(row => Number(row[column]!))],
            },
            _ => new NpgsqlParameter<long?[]>
            {
                TypedValue = [.. rows.Select(row => row[column] is { } value ? Number(value) : (long?)null)],
            },
        };
    }

    private static long Number(object value) => value switch
    {
        long number => number,
        int number => number,
        bool truth => truth ? 1 : 0,
        DateTimeOffset date => date.ToUnixTimeMilliseconds(),
        _ => throw new ArgumentException($"No way to bind a {value.GetType().Name}."),
    };
}
