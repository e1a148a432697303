namespace Readback.Storage.Sqlite;

/// <summary>FTS5 with trigrams: a phrase of trigrams is a substring. The index keeps the folded text for shorter ones.</summary>
internal sealed class SqliteSearch : MessageSearch
{
    public override ValueTask Add(Db db, IReadOnlyList<object?[]> rows) =>
        db.ExecuteMany("INSERT INTO message_search (rowid, folded) VALUES ($1, $2)", rows);

    public override (string Condition, object Value) Contains(string folded, string parameter) =>
        IsIndexed(folded)
            ? ($"message.id IN (SELECT rowid FROM message_search WHERE message_search MATCH {parameter} AND rowid BETWEEN $1 AND $2)",
               $"\"{folded.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")
            : ($"message.id IN (SELECT rowid FROM message_search WHERE rowid BETWEEN $1 AND $2 AND instr(folded, {parameter}) > 0)",
               folded);

    public override IAsyncEnumerable<IndexedText> Everything(Db db) => db.Stream(
        """
        SELECT coalesce(m.id, s.rowid), m.content, s.folded
        FROM message m FULL JOIN message_search s ON s.rowid = m.id
        """,
        static r => new IndexedText(r.GetInt64(0), r.TextOrNull(1), r.TextOrNull(2)));
}
