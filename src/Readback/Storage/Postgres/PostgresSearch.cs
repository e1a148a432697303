using Readback.Storage.Search;
using Readback.Text;

namespace Readback.Storage.Postgres;

/// <summary>
/// Trigrams of <c>pg_trgm</c>. The index only proposes, the text decides: the answers are those of plain comparison. What
/// is too short for a trigram is looked for in the table that holds the folded texts alone.
/// </summary>
internal sealed class PostgresSearch : MessageSearch
{
    /// <summary>The index can serve what has at least this many characters (code points).</summary>
    private const int IndexedCharacters = 3;

    public override ValueTask Add(Db db, IEnumerable<NewText> messages) => db.InsertMany(
        "message_search", "id, folded",
        [.. messages.Select(message => new DbValue[] { message.Id, CaseFolding.Fold(message.Content) })]);

    public override async ValueTask Find(Db db, string folded, long space, NumberRange numbers, NumberSet into)
    {
        if (folded.Contains('\0', StringComparison.Ordinal))
        {
            return;
        }
        var (condition, value) = IsIndexed(folded)
            ? ("folded LIKE $1", $"%{Escape(folded)}%")
            : ("strpos(folded, $1) > 0", folded);
        await db.Each(
            $"SELECT id FROM message_search WHERE {condition} AND id BETWEEN $2 AND $3",
            row => into.Add(MessageId.Number(row.Number(0))),
            value, MessageId.Of(space, numbers.From), MessageId.Of(space, numbers.To));
    }

    public override IAsyncEnumerable<SearchFault> Faults(Db db) => db
        .Stream(
            "SELECT coalesce(m.id, s.id), m.content, s.folded FROM message m FULL JOIN message_search s ON s.id = m.id",
            static r => (Id: r.Number(0), Content: r.TextOrNull(1), Folded: r.TextOrNull(2)))
        .Where(text => text.Content is null || text.Folded is null || CaseFolding.Fold(text.Content) != text.Folded)
        .Select(text => new SearchFault(MessageId.Space(text.Id), $"message {MessageId.Number(text.Id)} " + text switch
        {
            { Content: null } => "is in the index, and there is no such message",
            { Folded: null } => "is not in the index",
            _ => "is in the index with another text",
        }));

    private static bool IsIndexed(string folded)
    {
        var characters = 0;
        foreach (var _ in folded.EnumerateRunes())
        {
            if (++characters == IndexedCharacters)
            {
                return true;
            }
        }
        return false;
    }

    private static string Escape(string text) => text
        .Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal);
}
