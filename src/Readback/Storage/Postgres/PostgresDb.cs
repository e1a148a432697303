using System.Globalization;
using System.Security.Cryptography;
using Npgsql;
using Readback.Storage.Search;

namespace Readback.Storage.Postgres;

/// <summary>One transaction on one connection. Statements are prepared by the driver once they have been seen twice.</summary>
internal sealed class PostgresDb(NpgsqlConnection connection, CancellationToken cancellation) : Db
{
    /// <summary>Rows that a streamed query has in memory at once.</summary>
    private const int StreamedRows = 256;

    private static readonly PostgresSearch SearchIndex = new();

    private readonly PostgresTrip _trip = new(connection, cancellation);
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

    public override async ValueTask<int> Execute(string sql, params DbValue[] values)
    {
        var command = Command(sql, values);
        await _trip.Add(command);
        await _trip.Send();
        return command.RecordsAffected;
    }

    public override async ValueTask ExecuteMany(string sql, IReadOnlyList<DbValue[]> rows)
    {
        foreach (var row in rows)
        {
            await _trip.Add(Command(sql, row));
        }
    }

    /// <summary>A column goes as one array, so that a table is written in one statement, however many rows there are.</summary>
    public override ValueTask InsertMany(string table, string columns, IReadOnlyList<DbValue[]> rows, string otherwise = "")
    {
        if (rows.Count == 0)
        {
            return ValueTask.CompletedTask;
        }
        var command = new NpgsqlBatchCommand();
        var arrays = new List<string>();
        var selected = new List<string>();
        for (var column = 0; column < rows[0].Length; column++)
        {
            if (PostgresValues.ColumnOf(rows, column) is { } parameter)
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
        return _trip.Add(command);
    }

    public override async ValueTask ContinueIds(string table) => await base.Number(
        $"SELECT setval(pg_get_serial_sequence('{table}', 'id'), greatest(max(id), 1), max(id) IS NOT NULL) FROM {table}");

    public override async ValueTask<List<T>> All<T>(string sql, Func<DbRow, T> row, params DbValue[] values) =>
        (await Ask(sql, row, [values]).Answers())[0];

    public override async ValueTask Each(string sql, Action<DbRow> row, params DbValue[] values)
    {
        await _trip.Send();
        await using var command = new NpgsqlCommand(sql, connection);
        PostgresValues.Bind(command.Parameters, values);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var current = new PostgresRow(reader);
        while (await reader.ReadAsync(cancellation))
        {
            row(current);
        }
    }

    public override Question<T> Ask<T>(string sql, Func<DbRow, T> row, IReadOnlyList<DbValue[]> values)
    {
        var question = new PostgresQuestion<T>(_trip, row, values.Count);
        _trip.Add(question, values.Select(one => Command(sql, one)));
        return question;
    }

    /// <summary>By a cursor, so that other statements may run between two rows, and nothing is read that nobody asks for.</summary>
    public override async IAsyncEnumerable<T> Stream<T>(string sql, Func<DbRow, T> row, params DbValue[] values)
    {
        var cursor = string.Create(CultureInfo.InvariantCulture, $"rows_{++_cursors}_{ShapeOf(sql)}");
        await _trip.Add(Command($"DECLARE {cursor} NO SCROLL CURSOR FOR {sql}", values));
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
        await _trip.Add(Command($"CLOSE {cursor}", []));
    }

    /// <summary>Says that this transaction is there to write.</summary>
    public void PlanForGrowth() => _trip.PlanForGrowth();

    /// <summary>Ends the transaction: what still waits goes along.</summary>
    public ValueTask Commit() => _trip.Commit();

    /// <summary>Whether the commit that failed may have been made all the same.</summary>
    public bool IsOutcomeUnknown(Exception e) => _trip.IsOutcomeUnknown(e);

    /// <summary>
    /// The driver prepares by text, and keeps what columns a text answers with: cursors over different queries must not be
    /// fetched from by the same text.
    /// </summary>
    private static string ShapeOf(string sql) =>
        Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(sql)).AsSpan(0, 8));

    private static NpgsqlBatchCommand Command(string sql, DbValue[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        PostgresValues.Bind(command.Parameters, values);
        return command;
    }
}
