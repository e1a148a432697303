using Microsoft.Data.Sqlite;
using Readback.Storage.Search;
using SQLitePCL;

namespace Readback.Storage.Sqlite;

/// <summary>
/// One SQLite connection with its prepared statements. Nothing here waits: SQLite answers on its caller's thread, so every
/// call has ended when it returns.
/// </summary>
internal sealed class SqliteDb : Db, IDisposable
{
    /// <summary>Steps of SQLite's virtual machine after which a read looks whether it is still wanted; some microseconds.</summary>
    private const int StepsBetweenLooks = 1000;

    /// <summary>
    /// Rows that one statement inserts, the most first. To begin and end a statement costs several times what a row does; past
    /// the first of these nothing is gained.
    /// </summary>
    private static readonly int[] RowsAtOnce = [32, 8, 1];

    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteStatement> _prepared = [];
    private readonly Dictionary<(string Table, string Columns, string Otherwise, int Rows), SqliteStatement> _inserts = [];

    /// <param name="backlog">Is told of messages that are written, on the connection of the one writer.</param>
    public SqliteDb(SqliteConnection connection, SqliteSearchBacklog? backlog = null)
    {
        _connection = connection;
        Search = new SqliteSearch(backlog);
        // Asked ever so often, and not told once: sqlite3_interrupt is lost on a statement that is about to begin.
        raw.sqlite3_progress_handler(
            connection.Handle, StepsBetweenLooks, static db => ((SqliteDb)db).Wanted.IsCancellationRequested ? 1 : 0, this);
    }

    /// <summary>Ends the statement that runs when it is cancelled.</summary>
    public CancellationToken Wanted { get; set; }

    public bool IsInTransaction => raw.sqlite3_get_autocommit(_connection.Handle) == 0;

    /// <summary>One writer at a time: what it reads can't change under it.</summary>
    public override string ForUpdate => "";

    public override MessageSearch Search { get; }

    public override string LoggedReads =>
        """
        SELECT l.space_id, l.position, l.user_id, l.at, r.value ->> 0 AS from_number, r.value ->> 1 AS to_number
        FROM log l JOIN json_each(CASE WHEN json_valid(l.ranges) THEN l.ranges ELSE '[]' END) r WHERE l.kind = 'read'
        """;

    public override ValueTask<int> Execute(string sql, params DbValue[] values)
    {
        var statement = Prepared(sql);
        statement.Bind(values);
        return ValueTask.FromResult(statement.Run());
    }

    public override ValueTask ExecuteMany(string sql, IReadOnlyList<DbValue[]> rows)
    {
        if (rows.Count > 0)
        {
            var statement = Prepared(sql);
            foreach (var row in rows)
            {
                statement.Bind(row);
                statement.Run();
            }
        }
        return ValueTask.CompletedTask;
    }

    public override ValueTask InsertMany(string table, string columns, IReadOnlyList<DbValue[]> rows, string otherwise = "")
    {
        var next = 0;
        foreach (var count in RowsAtOnce.Where(count => count <= rows.Count))
        {
            var statement = Insert(table, columns, otherwise, rows[0].Length, count);
            for (; count <= rows.Count - next; next += count)
            {
                statement.Bind(rows, next, count);
                statement.Run();
            }
        }
        return ValueTask.CompletedTask;
    }

    /// <summary>A new row always gets the number after the highest one.</summary>
    public override ValueTask ContinueIds(string table) => ValueTask.CompletedTask;

    public override ValueTask<List<T>> All<T>(string sql, Func<DbRow, T> row, params DbValue[] values) =>
        ValueTask.FromResult(Read(Prepared(sql), row, values));

    public override ValueTask Each(string sql, Action<DbRow> row, params DbValue[] values)
    {
        var statement = Prepared(sql);
        statement.Bind(values);
        try
        {
            while (statement.Step())
            {
                row(statement);
            }
        }
        finally
        {
            statement.Reset();
        }
        return ValueTask.CompletedTask;
    }

    public override Question<T> Ask<T>(string sql, Func<DbRow, T> row, IReadOnlyList<DbValue[]> values)
    {
        var answers = new List<List<T>>(values.Count);
        if (values.Count > 0)
        {
            var statement = Prepared(sql);
            foreach (var one in values)
            {
                answers.Add(Read(statement, row, one));
            }
        }
        return new AnsweredQuestion<T>(answers);
    }

    /// <summary>The statement is its reader's alone meanwhile: the same query may be asked between two rows.</summary>
    public override async IAsyncEnumerable<T> Stream<T>(string sql, Func<DbRow, T> row, params DbValue[] values)
    {
        var statement = Prepared(sql);
        _prepared.Remove(sql);
        try
        {
            statement.Bind(values);
            while (statement.Step())
            {
                yield return row(statement);
            }
        }
        finally
        {
            statement.Reset();
            if (!_prepared.TryAdd(sql, statement))
            {
                statement.Dispose();
            }
        }
        await ValueTask.CompletedTask;
    }

    /// <summary>Brings all of the write-ahead log into the database and empties it; false where somebody still reads what was there before.</summary>
    /// <param name="milliseconds">How long to wait for such.</param>
    public async ValueTask<bool> Fold(int milliseconds)
    {
        raw.sqlite3_busy_timeout(_connection.Handle, milliseconds);
        try
        {
            return (await All("PRAGMA wal_checkpoint(TRUNCATE)", static r => r.Number(0))) is [0];
        }
        finally
        {
            raw.sqlite3_busy_timeout(_connection.Handle, SqliteStore.BusySeconds * 1000);
        }
    }

    public void Dispose()
    {
        foreach (var statement in _prepared.Values.Concat(_inserts.Values))
        {
            statement.Dispose();
        }
        _connection.Dispose();
    }

    private static List<T> Read<T>(SqliteStatement statement, Func<DbRow, T> row, DbValue[] values)
    {
        var rows = new List<T>();
        statement.Bind(values);
        try
        {
            while (statement.Step())
            {
                rows.Add(row(statement));
            }
        }
        finally
        {
            statement.Reset();
        }
        return rows;
    }

    private SqliteStatement Prepared(string sql)
    {
        if (!_prepared.TryGetValue(sql, out var statement))
        {
            _prepared.Add(sql, statement = new SqliteStatement(_connection.Handle!, sql));
        }
        return statement;
    }

    private SqliteStatement Insert(string table, string columns, string otherwise, int width, int rows)
    {
        if (!_inserts.TryGetValue((table, columns, otherwise, rows), out var statement))
        {
            var values = Enumerable.Range(1, rows * width).Select(place => $"${place}").Chunk(width).Select(row => $"({string.Join(", ", row)})");
            _inserts.Add((table, columns, otherwise, rows), statement = new SqliteStatement(
                _connection.Handle!, $"INSERT INTO {table} ({columns}) VALUES {string.Join(", ", values)} {otherwise}"));
        }
        return statement;
    }
}
