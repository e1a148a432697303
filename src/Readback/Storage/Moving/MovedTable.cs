namespace Readback.Storage.Moving;

/// <summary>A table that is moved as it is, row by row in the order of its key.</summary>
/// <param name="Name">The table.</param>
/// <param name="Key">The columns of its key; they stand first among all columns.</param>
/// <param name="Others">Its other columns.</param>
internal sealed record MovedTable(string Name, IReadOnlyList<string> Key, IReadOnlyList<string> Others)
{
    /// <summary>Whether new rows are numbered by the database.</summary>
    public bool MakesIds { get; init; }

    public string Columns => string.Join(", ", [.. Key, .. Others]);

    public string KeyColumns => string.Join(", ", Key);

    /// <summary>The rows after a key, the lowest first: <c>$1</c> … are that key, the last value says how many.</summary>
    public string RowsAfter => $"SELECT {Columns} FROM {Name} WHERE ({KeyColumns}) > ({Places}) ORDER BY {KeyColumns} LIMIT ${Key.Count + 1}";

    /// <summary>The first rows; <c>$1</c> says how many.</summary>
    public string FirstRows => $"SELECT {Columns} FROM {Name} ORDER BY {KeyColumns} LIMIT $1";

    public string AllRows => $"SELECT {Columns} FROM {Name} ORDER BY {KeyColumns}";

    public string HighestKey => $"SELECT {KeyColumns} FROM {Name} ORDER BY {string.Join(", ", Key.Select(column => $"{column} DESC"))} LIMIT 1";

    private string Places => string.Join(", ", Enumerable.Range(1, Key.Count).Select(place => $"${place}"));
}
