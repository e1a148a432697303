using Readback.Storage.Search;
using Readback.Text;

namespace Readback.Storage.Sqlite;

/// <summary>
/// Finds by an index of grams that follows the log behind the commits, segment by segment (<see cref="SqliteSearchFollower"/>).
/// What is in no segment yet, the end of each space's messages, is looked through here, so that answers are always exact.
/// </summary>
internal sealed class SqliteSearch(SqliteSearchBacklog? backlog = null) : MessageSearch
{
    /// <summary>The follower writes them later.</summary>
    public override ValueTask Add(Db db, IEnumerable<NewText> messages)
    {
        backlog?.Note(messages);
        return ValueTask.CompletedTask;
    }

    public override async ValueTask Find(Db db, string folded, long space, NumberRange numbers, NumberSet into)
    {
        if (folded.Contains('\0', StringComparison.Ordinal))
        {
            return;
        }
        var runs = Grams.Covering(folded);
        foreach (var segment in await Segments(db, space, numbers))
        {
            await LookThrough(db, folded, space, numbers with { To = Math.Min(numbers.To, segment.From - 1) }, into);
            await FindIn(db, runs, space, segment, numbers, into);
            numbers = numbers with { From = segment.To + 1 };
        }
        await LookThrough(db, folded, space, numbers, into);
    }

    public override IAsyncEnumerable<SearchFault> Faults(Db db) => SqliteSearchSegments.Faults(db);

    /// <summary>Up to which number segments hold a space.</summary>
    public static ValueTask<long> LastIndexed(Db db, long space) => db.Number(
        "SELECT to_number FROM search_segment WHERE space_id = $1 ORDER BY from_number DESC LIMIT 1", space);

    private static ValueTask<List<NumberRange>> Segments(Db db, long space, NumberRange numbers) => db.All(
        """
        SELECT from_number, to_number FROM search_segment
        WHERE space_id = $1 AND to_number >= $2 AND from_number <= $3 ORDER BY from_number
        """,
        static r => new NumberRange(r.Number(0), r.Number(1)), space, numbers.From, numbers.To);

    private static async ValueTask FindIn(
        Db db, List<(long Gram, int Place)> runs, long space, NumberRange segment, NumberRange numbers, NumberSet into)
    {
        if (!Grams.IsPlaced(runs[0].Gram))
        {
            await Look(db, space, segment, runs[0].Gram, (form, posting) => PostingReader.Messages(form, posting, Found));
            return;
        }
        List<int>? beginnings = null;
        for (var run = 0; run < runs.Count && beginnings is not []; run++)
        {
            List<int> found = [];
            await Look(db, space, segment, runs[run].Gram, (_, posting) => found = PostingReader.Beginnings(posting, runs[run].Place));
            beginnings = beginnings is null ? found : PostingReader.Common(beginnings, found);
        }
        beginnings!.ForEach(beginning => Found(PostingReader.MessageOf(beginning)));

        void Found(int offset)
        {
            if (segment.From + offset is var number && numbers.Contains(number))
            {
                into.Add(number);
            }
        }
    }

    private delegate void Posting(PostingForm form, ReadOnlySpan<byte> posting);

    /// <summary>Looks at where a gram stands in a segment, if it does.</summary>
    private static ValueTask Look(Db db, long space, NumberRange segment, long gram, Posting look) => db.Each(
        """
        SELECT first_gram, entries FROM search_piece
        WHERE space_id = $1 AND from_number = $2 AND first_gram <= $3 ORDER BY first_gram DESC LIMIT 1
        """,
        row =>
        {
            if (SegmentPiece.TryFind(row.Number(0), row.Bytes(1), gram, out var form, out var posting))
            {
                look(form, posting);
            }
        },
        space, segment.From, gram);

    private static ValueTask LookThrough(Db db, string folded, long space, NumberRange numbers, NumberSet into) => numbers.IsEmpty
        ? ValueTask.CompletedTask
        : db.Each(
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
