using SQLitePCL;

namespace Readback.Bench.Yardsticks;

/// <summary>A prepared statement of SQLite's own interface, with nothing between.</summary>
internal sealed class RawStatement : IDisposable
{
    private readonly sqlite3_stmt _statement;

    public RawStatement(sqlite3 db, string sql)
    {
        var code = raw.sqlite3_prepare_v2(db, sql, out _statement);
        Require(db, code == raw.SQLITE_OK, sql);
    }

    public void Run(long first, long second = 0, long third = 0, ReadOnlySpan<byte> text = default)
    {
        raw.sqlite3_reset(_statement);
        var places = raw.sqlite3_bind_parameter_count(_statement);
        ReadOnlySpan<long> values = [first, second, third];
        for (var place = 1; place <= Math.Min(places, values.Length); place++)
        {
            raw.sqlite3_bind_int64(_statement, place, values[place - 1]);
        }
        if (places > values.Length)
        {
            raw.sqlite3_bind_text(_statement, values.Length + 1, text);
        }
        Step();
    }

    public void Run() => Run(0);

    public void Dispose() => _statement.Dispose();

    private void Step()
    {
        var code = raw.sqlite3_step(_statement);
        Require(raw.sqlite3_db_handle(_statement), code is raw.SQLITE_DONE or raw.SQLITE_ROW, "a step");
        raw.sqlite3_reset(_statement);
    }

    private static void Require(sqlite3 db, bool isTrue, string what)
    {
        if (!isTrue)
        {
            throw new InvalidOperationException($"The bare store failed at {what}: {raw.sqlite3_errmsg(db).utf8_to_string()}");
        }
    }
}
