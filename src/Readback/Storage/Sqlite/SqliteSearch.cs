namespace Readback.Storage.Sqlite;

/// <summary>FTS5 with trigrams: a phrase of trigrams is a substring. The index keeps the folded text for shorter ones.</summary>
internal sealed class SqliteSearch : MessageSearch
{
    public override ValueTask Add(Db db, IReadOnlyList<object?[]> rows) =>
        db.ExecuteMany("INSERT INTO message_search (rowid, folded) VALUES ($1, $2)", rows);

    public override SearchPlan Contains(string folded, string lowest, string highest, string value)
    {
        var (condition, bound) = IsIndexed(folded)
            ? ($"message_search MATCH {value}", $"\"{folded.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")
            : ($"instr(message_search.folded, {value}) > 0", folded);
        return new SearchPlan(
            "message_search CROSS JOIN message ON message.id = message_search.rowid", "message_search", "message_search.rowid",
            $"{condition} AND message_search.rowid BETWEEN {lowest} AND {highest}", bound);
    }

    public override IAsyncEnumerable<IndexedText> Everything(Db db) => db.Stream(
        """
        SELECT coalesce(m.id, s.rowid), m.content, s.folded
        FROM message m FULL JOIN message_search s ON s.rowid = m.id
        """,
        static r => new IndexedText(r.GetInt64(0), r.TextOrNull(1), r.TextOrNull(2)));
}
