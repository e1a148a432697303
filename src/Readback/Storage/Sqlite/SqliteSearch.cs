namespace Readback.Storage.Sqlite;

/// <summary>FTS5 with trigrams: a phrase of trigrams is a substring. The index keeps the folded text for shorter ones.</summary>
internal sealed class SqliteSearch : MessageSearch
{
    public override ValueTask Add(Db db, IReadOnlyList<object?[]> rows) =>
        db.InsertMany("message_search", "rowid, folded", rows);

    public override SearchPlan Contains(string folded, string lowest, string highest, string value) => IsIndexed(folded)
        ? Plan(
            "message_search", "message_search.rowid", $"message_search MATCH {value}",
            $"\"{folded.Replace("\"", "\"\"", StringComparison.Ordinal)}\"", lowest, highest)
        // All texts are looked through; in the table that FTS5 documents as its content this takes half the time.
        : Plan(
            "message_search_content", "message_search_content.id", $"instr(message_search_content.c0, {value}) > 0",
            folded, lowest, highest);

    public override IAsyncEnumerable<IndexedText> Everything(Db db) => db.Stream(
        """
        SELECT coalesce(m.id, s.rowid), m.content, s.folded
        FROM message m FULL JOIN message_search s ON s.rowid = m.id
        """,
        static r => new IndexedText(r.Number(0), r.TextOrNull(1), r.TextOrNull(2)));

    private static SearchPlan Plan(string table, string id, string condition, string value, string lowest, string highest) => new(
        $"{table} CROSS JOIN message ON message.id = {id}", table, id,
        $"{condition} AND {id} BETWEEN {lowest} AND {highest}", value);
}
