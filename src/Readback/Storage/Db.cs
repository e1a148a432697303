using Readback.Storage.Search;

namespace Readback.Storage;

/// <summary>
/// One transaction, as statements see it. Values are bound to <c>$1</c>, <c>$2</c> … in order. What engines do
/// differently (many rows at once, row locks, search) is a member here; all else is plain SQL that they share.
/// </summary>
internal abstract class Db
{
    /// <summary>Appended to a <c>SELECT</c> whose rows must not change until the transaction ends.</summary>
    public abstract string ForUpdate { get; }

    /// <summary>The index behind the message filter.</summary>
    public abstract MessageSearch Search { get; }

    /// <summary>
    /// A query of what the log says was read, a row for each range: <c>space_id</c>, <c>position</c>, <c>user_id</c>,
    /// <c>at</c>, <c>from_number</c>, <c>to_number</c>. Ranges that are not well formed are left out.
    /// </summary>
    public abstract string LoggedReads { get; }

    /// <summary>Runs a statement and returns how many rows it changed.</summary>
    public abstract ValueTask<int> Execute(string sql, params DbValue[] values);

    /// <summary>
    /// Runs a statement, which answers with no rows, once for each row of values; before all that is run after it, but maybe
    /// not yet when this returns.
    /// </summary>
    public abstract ValueTask ExecuteMany(string sql, IReadOnlyList<DbValue[]> rows);

    /// <summary>Inserts rows, a value for each column; as <see cref="ExecuteMany"/> does.</summary>
    /// <param name="table">Where to.</param>
    /// <param name="columns">The columns, with commas.</param>
    /// <param name="rows">The values of each row, in the order of the columns.</param>
    /// <param name="otherwise">What to do where a row is there already (<c>ON CONFLICT …</c>); an error where nothing is said.</param>
    public abstract ValueTask InsertMany(string table, string columns, IReadOnlyList<DbValue[]> rows, string otherwise = "");

    /// <summary>Lets the numbers that a table gives its new rows go on after the highest one that is there.</summary>
    public abstract ValueTask ContinueIds(string table);

    /// <summary>The rows of a query, read to its end.</summary>
    public abstract ValueTask<List<T>> All<T>(string sql, Func<DbRow, T> row, params DbValue[] values);

    /// <summary>Asks a query once for each row of values, and goes on without the answers.</summary>
    public abstract Question<T> Ask<T>(string sql, Func<DbRow, T> row, IReadOnlyList<DbValue[]> values);

    /// <summary>Looks at the rows of a query one after another; none of them is held.</summary>
    public abstract ValueTask Each(string sql, Action<DbRow> row, params DbValue[] values);

    /// <summary>The rows of a query, read only as far as the caller goes.</summary>
    public abstract IAsyncEnumerable<T> Stream<T>(string sql, Func<DbRow, T> row, params DbValue[] values);

    /// <summary>Runs a query once for each row of values; the answer holds one list for each of them.</summary>
    public ValueTask<List<List<T>>> AllMany<T>(string sql, Func<DbRow, T> row, IReadOnlyList<DbValue[]> values) =>
        Ask(sql, row, values).Answers();

    /// <summary>The first row, or nothing.</summary>
    public async ValueTask<T?> First<T>(string sql, Func<DbRow, T> row, params DbValue[] values)
    {
        var rows = await All(sql, row, values);
        return rows.Count == 0 ? default : rows[0];
    }

    /// <summary>The first column of the first row as a number; 0 where there is none.</summary>
    public async ValueTask<long> Number(string sql, params DbValue[] values) =>
        await First(sql, static reader => reader.IsNull(0) ? 0 : reader.Number(0), values);
}
