using Readback.Text;

namespace Readback.Storage;

/// <summary>What is wanted of the records of log-ins and of administrative acts; nothing where <c>null</c>.</summary>
/// <param name="Username">The whole name, case ignored.</param>
/// <param name="Address">The whole address.</param>
/// <param name="Text">A part of the message, case ignored.</param>
/// <param name="From">The first moment.</param>
/// <param name="To">The last moment.</param>
internal sealed record RecordFilter(
    string? Username = null, string? Address = null, string? Text = null, DateTimeOffset? From = null, DateTimeOffset? To = null)
{
    /// <summary>A condition on a record's columns, and the values it is bound to from <c>$1</c> on.</summary>
    /// <param name="textColumn">The folded column that <see cref="Text"/> is looked for in.</param>
    /// <param name="first">A value of the caller's own that comes first, where there is one.</param>
    public (string Condition, List<DbValue> Values) Conditions(string textColumn, DbValue first = default)
    {
        var (conditions, values) = (new List<string> { "1 = 1" }, new List<DbValue>());
        if (!first.IsNull)
        {
            values.Add(first);
        }
        void Add(string start, DbValue value, string end = "")
        {
            if (!value.IsNull)
            {
                values.Add(value);
                conditions.Add($"{start} ${values.Count}{end}");
            }
        }
        Add("username_folded =", Username is null ? null : CaseFolding.Fold(Username));
        Add("address =", Address);
        Add($"{textColumn} LIKE", Text is null ? null : $"%{Escape(CaseFolding.Fold(Text))}%", @" ESCAPE '\'");
        Add("at >=", From);
        Add("at <=", To);
        return (string.Join(" AND ", conditions), values);
    }

    private static string Escape(string text) => text
        .Replace(@"\", @"\\", StringComparison.Ordinal)
        .Replace("%", @"\%", StringComparison.Ordinal)
        .Replace("_", @"\_", StringComparison.Ordinal);
}
