using Readback.Storage.Search;
using Readback.Text;

namespace Readback.Storage.Sqlite;

/// <summary>
/// FTS5 with trigrams: a phrase of trigrams is a substring. The index keeps the folded text for shorter ones. It follows the
/// log behind the commits (<see cref="SqliteSearchFollower"/>): what it does not hold yet, the end of each space's messages,
/// is looked through here, so that answers are always exact.
/// </summary>
internal sealed class SqliteSearch(SqliteSearchFollower? follower = null) : MessageSearch
{
    /// <summary>So few messages are looked through faster than the index is asked.</summary>
    private const int ScannedMessages = 500;

    /// <summary>The follower writes them later.</summary>
    public override ValueTask Add(Db db, IEnumerable<NewText> messages)
    {
        follower?.Note(messages.Select(message => message.Id));
        return ValueTask.CompletedTask;
    }

    public override async ValueTask Find(Db db, string folded, long space, NumberRange numbers, NumberSet into)
    {
        var indexed = numbers.Count <= ScannedMessages
            ? new NumberRange(numbers.From, numbers.From - 1)
            : numbers.Overlap(new NumberRange(1, await LastIndexed(db, space)));
        if (!indexed.IsEmpty)
        {
            await FindIndexed(db, folded, space, indexed, into);
        }
        await LookThrough(db, folded, space, numbers with { From = indexed.To + 1 }, into);
    }

    /// <summary>The end of a space that the index does not have yet is no fault; a gap before what it has is one.</summary>
    public override IAsyncEnumerable<IndexedText> Everything(Db db) => db.Stream(
        $"""
        SELECT coalesce(m.id, s.rowid), m.content, s.folded
        FROM message m FULL JOIN message_search s ON s.rowid = m.id
        WHERE s.rowid IS NOT NULL OR m.id < (
          SELECT max(i.id) FROM message_search_content i
          WHERE i.id BETWEEN m.id & ~{MessageId.MaxNumber} AND m.id | {MessageId.MaxNumber})
        """,
        static r => new IndexedText(r.Number(0), r.TextOrNull(1), r.TextOrNull(2)));

    /// <summary>Up to which number the index holds a space: it says so itself, so that nothing else can say otherwise.</summary>
    public static async ValueTask<long> LastIndexed(Db db, long space) => MessageId.Number(await db.Number(
        "SELECT id FROM message_search_content WHERE id BETWEEN $1 AND $2 ORDER BY id DESC LIMIT 1",
        MessageId.Of(space, 1), MessageId.Of(space, MessageId.MaxNumber)));

    /// <summary>What is too short is looked for in the table that FTS5 documents as its content: half the time of its own.</summary>
    private static ValueTask FindIndexed(Db db, string folded, long space, NumberRange numbers, NumberSet into)
    {
        var (sql, value) = IsIndexed(folded)
            ? ("SELECT rowid FROM message_search WHERE message_search MATCH $1 AND rowid BETWEEN $2 AND $3",
                $"\"{folded.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")
            : ("SELECT id FROM message_search_content WHERE instr(c0, $1) > 0 AND id BETWEEN $2 AND $3", folded);
        return db.Each(
            sql, row => into.Add(MessageId.Number(row.Number(0))),
            value, MessageId.Of(space, numbers.From), MessageId.Of(space, numbers.To));
    }

    private static ValueTask LookThrough(Db db, string folded, long space, NumberRange numbers, NumberSet into) => db.Each(
        "SELECT id, content FROM message WHERE id BETWEEN $1 AND $2",
        row =>
        {
            if (CaseFolding.Fold(row.Text(1)).Contains(folded, StringComparison.Ordinal))
            {
                into.Add(MessageId.Number(row.Number(0)));
            }
        },
        MessageId.Of(space, numbers.From), MessageId.Of(space, numbers.To));
}
