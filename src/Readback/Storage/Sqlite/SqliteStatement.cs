using System.Buffers;
using System.Globalization;
using System.Text;
using SQLitePCL;

namespace Readback.Storage.Sqlite;

/// <summary>
/// A prepared statement, and the row that it stands on. It speaks to SQLite itself: the commands and readers of
/// <c>Microsoft.Data.Sqlite</c> take several times as long over a row as SQLite does.
/// </summary>
internal sealed class SqliteStatement : DbRow, IDisposable
{
    /// <summary>A text of at most so many bytes is bound from the stack.</summary>
    private const int StackBytes = 512;

    private readonly sqlite3 _connection;
    private readonly sqlite3_stmt _statement;

    /// <summary>For each of SQLite's own places the one that its name (<c>$1</c>, …) gives it.</summary>
    private readonly int[] _places;

    public SqliteStatement(sqlite3 connection, string sql)
    {
        _connection = connection;
        Check(raw.sqlite3_prepare_v3(connection, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement));
        _places = new int[raw.sqlite3_bind_parameter_count(_statement)];
        for (var i = 0; i < _places.Length; i++)
        {
            var name = raw.sqlite3_bind_parameter_name(_statement, i + 1).utf8_to_string();
            _places[i] = int.Parse(name.AsSpan(1), CultureInfo.InvariantCulture) - 1;
        }
    }

    public override int Columns => raw.sqlite3_column_count(_statement);

    public override string Name(int column) => raw.sqlite3_column_name(_statement, column).utf8_to_string();

    public override bool IsNull(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL;

    public override long Number(int column) => raw.sqlite3_column_int64(_statement, column);

    public override string Text(int column) => Encoding.UTF8.GetString(raw.sqlite3_column_blob(_statement, column));

    public override ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(_statement, column);

    public override DbValue Value(int column) => raw.sqlite3_column_type(_statement, column) switch
    {
        raw.SQLITE_NULL => default,
        raw.SQLITE_INTEGER => Number(column),
        _ => Text(column),
    };

    public void Bind(DbValue[] values)
    {
        for (var i = 0; i < _places.Length; i++)
        {
            Check(Bind(i + 1, values[_places[i]]));
        }
    }

    /// <summary>Binds some rows to a statement that has a place for each of their values, in the same order.</summary>
    public void Bind(IReadOnlyList<DbValue[]> rows, int first, int count)
    {
        var place = 0;
        for (var row = first; row < first + count; row++)
        {
            foreach (var value in rows[row])
            {
                Check(Bind(++place, value));
            }
        }
    }

    /// <summary>Goes to the next row; false where there is none.</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(_statement);
        if (code is raw.SQLITE_ROW or raw.SQLITE_DONE)
        {
            return code == raw.SQLITE_ROW;
        }
        throw Failure(code);
    }

    /// <summary>Runs it to its end and returns how many rows it changed.</summary>
    public int Run()
    {
        try
        {
            while (Step())
            {
            }
            return raw.sqlite3_changes(_connection);
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>Lets go of what it reads, and makes it ready for other values. What had failed was told at its step.</summary>
    public void Reset() => raw.sqlite3_reset(_statement);

    public void Dispose() => _statement.Dispose();

    private int Bind(int place, DbValue value) => value switch
    {
        { IsNull: true } => raw.sqlite3_bind_null(_statement, place),
        { Text: { } text } => BindText(place, text),
        { Bytes: { } bytes } => raw.sqlite3_bind_blob(_statement, place, bytes),
        { Number: var number } => raw.sqlite3_bind_int64(_statement, place, number),
    };

    private int BindText(int place, string text)
    {
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        var rented = most > StackBytes ? ArrayPool<byte>.Shared.Rent(most) : null;
        var bytes = rented ?? stackalloc byte[StackBytes];
        var code = raw.sqlite3_bind_text(_statement, place, bytes[..Encoding.UTF8.GetBytes(text, bytes)]);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
        return code;
    }

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK)
        {
            throw Failure(code);
        }
    }

    private SqliteFailure Failure(int code) => SqliteFailure.Of(_connection, code);
}
