using Readback.Storage.Search;
using Readback.Text;

namespace Readback.Storage.Sqlite;

/// <summary>The segments of the search index as rows: made from messages, written, and held against the messages.</summary>
internal static class SqliteSearchSegments
{
    /// <summary>The index of these messages as it has to be.</summary>
    public static async ValueTask<List<SegmentPiece>> Make(Db db, long space, NumberRange segment)
    {
        var writer = new SegmentWriter();
        await db.Each(
            "SELECT id, content FROM message WHERE id BETWEEN $1 AND $2 ORDER BY id",
            row => writer.Add((int)(MessageId.Number(row.Number(0)) - segment.From), CaseFolding.Fold(row.Text(1))),
            MessageId.Of(space, segment.From), MessageId.Of(space, segment.To));
        return [.. writer.Pieces()];
    }

    /// <summary>In the place of all segments that lie in this one.</summary>
    public static async ValueTask Write(Db db, long space, NumberRange segment, IReadOnlyList<SegmentPiece> pieces)
    {
        foreach (var table in (string[])["search_piece", "search_segment"])
        {
            await db.Execute(
                $"DELETE FROM {table} WHERE space_id = $1 AND from_number BETWEEN $2 AND $3", space, segment.From, segment.To);
        }
        await db.InsertMany("search_segment", "space_id, from_number, to_number", [[space, segment.From, segment.To]]);
        await db.InsertMany(
            "search_piece", "space_id, from_number, first_gram, entries",
            [.. pieces.Select(piece => new DbValue[] { space, segment.From, piece.FirstGram, piece.Entries })]);
    }

    /// <summary>Makes every segment anew beside the one that is there.</summary>
    public static async IAsyncEnumerable<SearchFault> Faults(Db db)
    {
        var expected = (Space: 0L, From: 1L);
        await foreach (var (space, segment, last) in db.Stream(
            """
            SELECT s.space_id, s.from_number, s.to_number, coalesce(h.last_number, s.to_number)
            FROM search_segment s LEFT JOIN space_head h ON h.space_id = s.space_id ORDER BY s.space_id, s.from_number
            """,
            static r => (r.Number(0), new NumberRange(r.Number(1), r.Number(2)), r.Number(3))))
        {
            expected = space == expected.Space ? expected : (space, 1);
            if (segment.From != expected.From)
            {
                yield return new SearchFault(space, $"a segment of the index begins at {segment.From}, where {expected.From} follows");
            }
            if (segment.To > last)
            {
                yield return new SearchFault(space, $"the index reaches to {segment.To}, and the last message is {last}");
            }
            if (!await IsRight(db, space, segment))
            {
                yield return new SearchFault(space, $"the index of messages {segment.From} to {segment.To} is not what they say");
            }
            expected = (space, segment.To + 1);
        }
        await foreach (var (space, from) in db.Stream(
            """
            SELECT DISTINCT space_id, from_number FROM search_piece p WHERE NOT EXISTS (
              SELECT 1 FROM search_segment s WHERE s.space_id = p.space_id AND s.from_number = p.from_number)
            """,
            static r => (r.Number(0), r.Number(1))))
        {
            yield return new SearchFault(space, $"a piece of the index is of no segment, from {from} on");
        }
    }

    private static async ValueTask<bool> IsRight(Db db, long space, NumberRange segment)
    {
        var there = await db.All(
            "SELECT first_gram, entries FROM search_piece WHERE space_id = $1 AND from_number = $2 ORDER BY first_gram",
            static r => new SegmentPiece(r.Number(0), r.Bytes(1).ToArray()), space, segment.From);
        var right = await Make(db, space, segment);
        return there.Count == right.Count && there.Zip(right).All(
            pair => pair.First.FirstGram == pair.Second.FirstGram && pair.First.Entries.AsSpan().SequenceEqual(pair.Second.Entries));
    }
}
