namespace Readback.Storage.Postgres;

/// <summary>
/// Trigrams of <c>pg_trgm</c>. The index only proposes, the text decides: the answers are those of plain comparison. What
/// is too short for a trigram is looked for in the table that holds the folded texts alone.
/// </summary>
internal sealed class PostgresSearch : MessageSearch
{
    public override ValueTask Add(Db db, IReadOnlyList<object?[]> rows) =>
        db.InsertMany("message_search", "id, folded", rows);

    public override SearchPlan Contains(string folded, string lowest, string highest, string value)
    {
        var found = folded.Contains('\0', StringComparison.Ordinal) ? $"{value}::TEXT IS NULL"
            : IsIndexed(folded) ? $"message_search.folded LIKE {value}"
            : $"strpos(message_search.folded, {value}) > 0";
        return new SearchPlan(
            "message_search JOIN message ON message.id = message_search.id", "message_search", "message_search.id",
            $"{found} AND message_search.id BETWEEN {lowest} AND {highest}",
            IsIndexed(folded) ? $"%{Escape(folded)}%" : folded);
    }

    public override IAsyncEnumerable<IndexedText> Everything(Db db) => db.Stream(
        "SELECT coalesce(m.id, s.id), m.content, s.folded FROM message m FULL JOIN message_search s ON s.id = m.id",
        static r => new IndexedText(r.Number(0), r.TextOrNull(1), r.TextOrNull(2)));

    private static string Escape(string text) => text
        .Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal);
}
