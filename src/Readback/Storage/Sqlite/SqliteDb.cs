using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Readback.Storage.Sqlite;

/// <summary>
/// One SQLite connection with its prepared statements. Nothing here waits: <c>Microsoft.Data.Sqlite</c> is synchronous
/// behind its asynchronous names, so every call has ended when it returns.
/// </summary>
internal sealed class SqliteDb(SqliteConnection connection) : Db, IDisposable
{
    private static readonly SqliteSearch SearchIndex = new();

    private readonly Dictionary<string, SqliteCommand> _prepared = [];

    public SqliteConnection Connection => connection;

    /// <summary>One writer at a time: what it reads can't change under it.</summary>
    public override string ForUpdate => "";

    public override MessageSearch Search => SearchIndex;

    public override string LoggedReads =>
        """
        SELECT l.space_id, l.position, l.user_id, l.at, r.value ->> 0 AS from_number, r.value ->> 1 AS to_number
        FROM log l JOIN json_each(CASE WHEN json_valid(l.ranges) THEN l.ranges ELSE '[]' END) r WHERE l.kind = 'read'
        """;

    public override ValueTask<int> Execute(string sql, params object?[] values) =>
        ValueTask.FromResult(Bind(sql, values).ExecuteNonQuery());

    public override ValueTask ExecuteMany(string sql, IReadOnlyList<object?[]> rows)
    {
        foreach (var row in rows)
        {
            Bind(sql, row).ExecuteNonQuery();
        }
        return ValueTask.CompletedTask;
    }

    public override ValueTask InsertMany(string table, string columns, IReadOnlyList<object?[]> rows, string otherwise = "")
    {
        var values = rows.Count == 0 ? "" : string.Join(", ", Enumerable.Range(1, rows[0].Length).Select(place => $"${place}"));
        return ExecuteMany($"INSERT INTO {table} ({columns}) VALUES ({values}) {otherwise}", rows);
    }

    /// <summary>A new row always gets the number after the highest one.</summary>
    public override ValueTask ContinueIds(string table) => ValueTask.CompletedTask;

    public override ValueTask<List<T>> All<T>(string sql, Func<DbDataReader, T> row, params object?[] values) =>
        ValueTask.FromResult(Read(sql, row, values));

    public override ValueTask<List<List<T>>> AllMany<T>(
        string sql, Func<DbDataReader, T> row, IReadOnlyList<object?[]> values)
    {
        var answers = new List<List<T>>(values.Count);
        foreach (var one in values)
        {
            answers.Add(Read(sql, row, one));
        }
        return ValueTask.FromResult(answers);
    }

    public override async IAsyncEnumerable<T> Stream<T>(
        string sql, Func<DbDataReader, T> row, params object?[] values)
    {
        using var reader = Bind(sql, values).ExecuteReader();
        while (await reader.ReadAsync())
        {
            yield return row(reader);
        }
    }

    public void Dispose()
    {
        foreach (var command in _prepared.Values)
        {
            command.Dispose();
        }
        connection.Dispose();
    }

    private List<T> Read<T>(string sql, Func<DbDataReader, T> row, object?[] values)
    {
        using var reader = Bind(sql, values).ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(row(reader));
        }
        return rows;
    }

    private SqliteCommand Bind(string sql, object?[] values)
    {
        if (!_prepared.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = sql;
            for (var i = 1; i <= values.Length; i++)
            {
                command.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" });
            }
            command.Prepare();
            _prepared.Add(sql, command);
        }
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] switch
            {
                null => DBNull.Value,
                DateTimeOffset date => date.ToUnixTimeMilliseconds(),
                bool truth => truth ? 1L : 0L,
                var value => value,
            };
        }
        return command;
    }
}
