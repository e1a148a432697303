using Npgsql;

namespace Readback.Storage.Postgres;

/// <summary>How values become parameters: texts, and whole numbers for all else.</summary>
internal static class PostgresValues
{
    /// <summary>
    /// Text as the database can hold it: it knows no U+0000, and takes no halves of characters. What is kept never has
    /// them; what is asked for may, and then finds nothing.
    /// </summary>
    public static string Storable(string text) => text.Contains('\0', StringComparison.Ordinal) ? text.Replace('\0', '\uFFFD') : text;

    public static void Bind(NpgsqlParameterCollection parameters, DbValue[] values)
    {
        foreach (var value in values)
        {
            parameters.Add(value switch
            {
                { IsNull: true } => new NpgsqlParameter { Value = DBNull.Value },
                { Text: { } text } => new NpgsqlParameter<string> { TypedValue = Storable(text) },
                { Number: var number } => new NpgsqlParameter<long> { TypedValue = number },
            });
        }
    }

    /// <summary>One column of many rows; nothing where all of it is null, which has no type.</summary>
    public static NpgsqlParameter? ColumnOf(IReadOnlyList<DbValue[]> rows, int column)
    {
        var kind = rows.Select(row => row[column]).FirstOrDefault(value => !value.IsNull);
        return kind switch
        {
            { IsNull: true } => null,
            { Text: not null } => new NpgsqlParameter<string?[]>
            {
                TypedValue = [.. rows.Select(row => row[column].Text is { } text ? Storable(text) : null)],
            },
            _ when rows.All(row => !row[column].IsNull) => new NpgsqlParameter<long[]>
            {
                TypedValue = [.. rows.Select(row => row[column].Number)],
            },
            _ => new NpgsqlParameter<long?[]>
            {
                TypedValue = [.. rows.Select(row => row[column] is { IsNull: false, Number: var number } ? number : (long?)null)],
            },
        };
    }
}
