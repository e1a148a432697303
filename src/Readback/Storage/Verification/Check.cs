using System.Globalization;

namespace Readback.Storage.Verification;

/// <summary>One thing that holds of sound data.</summary>
/// <param name="Name">What holds, in a few words.</param>
/// <param name="Find">Everything of which it does not hold, a line each; nothing in sound data.</param>
internal sealed record Check(string Name, Func<Db, Names, IAsyncEnumerable<string>> Find)
{
    /// <summary>A check whose findings are the rows of a query.</summary>
    /// <param name="format">
    /// Tells of a row: <c>{0}</c> is its first column. Ids in columns called <c>space_id</c> and <c>user_id</c> are shown by
    /// name, columns called <c>at</c> as dates.
    /// </param>
    public static Check Rows(string name, string sql, string format) => Rows(name, _ => sql, format);

    public static Check Rows(string name, Func<Db, string> sql, string format) => new(
        name, (db, names) => db.Stream(sql(db), row => string.Format(CultureInfo.InvariantCulture, format, Values(row, names))));

    private static object[] Values(DbRow row, Names names) =>
        [.. Enumerable.Range(0, row.Columns).Select(column => Value(row, column, names))];

    private static object Value(DbRow row, int column, Names names) => row.IsNull(column)
        ? "nothing"
        : row.Name(column) switch
        {
            "space_id" => names.Space(row.Number(column)),
            "user_id" => names.User(row.Number(column)),
            "at" => row.Date(column).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
            _ => row.Value(column) is { Text: { } text } ? text : row.Number(column),
        };
}

/// <summary>What spaces and users are called, for the eyes of the administrator.</summary>
internal sealed class Names
{
    private readonly Dictionary<long, string> _spaces = [];
    private readonly Dictionary<long, string> _users = [];

    public static async ValueTask<Names> Load(Db db)
    {
        var names = new Names();
        await foreach (var (id, name) in db.Stream("SELECT id, name FROM space", Row))
        {
            names._spaces[id] = name;
        }
        await foreach (var (id, name) in db.Stream("SELECT id, username FROM users", Row))
        {
            names._users[id] = name;
        }
        return names;
    }

    public string Space(long id) => _spaces.GetValueOrDefault(id) ?? $"space {id}";

    public string User(long id) => _users.GetValueOrDefault(id) ?? $"user {id}";

    private static (long Id, string Name) Row(DbRow row) => (row.Number(0), row.Text(1));
}
