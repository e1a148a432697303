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

    public static void Bind(NpgsqlParameterCollection parameters, object?[] values)
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
    public static NpgsqlParameter? ColumnOf(IReadOnlyList<object?[]> rows, int column)
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
