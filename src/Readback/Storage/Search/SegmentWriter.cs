namespace Readback.Storage.Search;

/// <summary>
/// Makes the index of a segment, a run of messages that will never change: for each gram of their folded texts where it
/// stands. The same messages always give the same bytes.
/// </summary>
internal sealed class SegmentWriter
{
    /// <summary>A piece ends when it has so many bytes: about what fits into a page of the database.</summary>
    private const int PieceBytes = 3800;

    private readonly RunTable _runs = new();

    /// <param name="offset">Which message of the segment it is, from 0; rising.</param>
    /// <param name="folded">Its folded text.</param>
    public void Add(int offset, string folded)
    {
        for (var place = 0; place < folded.Length; place++)
        {
            var run = RunTable.Empty;
            for (var length = 1; length <= Grams.Placed && place + length <= folded.Length; length++)
            {
                run = _runs.Longer(run, folded[place + length - 1]);
                if (length < Grams.Placed)
                {
                    _runs.Posting(run).Add(offset);
                }
                else
                {
                    _runs.Posting(run).Add(offset, place);
                }
            }
        }
    }

    /// <summary>The segment's index, cut into pieces, in the order of grams.</summary>
    public IEnumerable<SegmentPiece> Pieces()
    {
        var piece = new MemoryStream(2 * PieceBytes);
        var (first, last) = (0L, 0L);
        foreach (var (gram, posting) in _runs.InOrder())
        {
            if (piece.Length == 0)
            {
                first = last = gram;
            }
            Write(piece, gram - last, posting.Finish(Grams.IsPlaced(gram)));
            last = gram;
            if (piece.Length >= PieceBytes)
            {
                yield return new SegmentPiece(first, piece.ToArray());
                piece.SetLength(0);
            }
        }
        if (piece.Length > 0)
        {
            yield return new SegmentPiece(first, piece.ToArray());
        }
    }

    private static void Write(MemoryStream piece, long step, Posting posting)
    {
        Span<byte> head = stackalloc byte[2 * Varint.Longest + 1];
        var length = Varint.Write(head, step);
        length += Varint.Write(head[length..], posting.Bytes.Length);
        head[length++] = (byte)posting.Form;
        piece.Write(head[..length]);
        piece.Write(posting.Bytes.Span);
    }
}

/// <summary>Consecutive grams of a segment, from this one on.</summary>
internal sealed record SegmentPiece(long FirstGram, byte[] Entries)
{
    /// <summary>Where a gram stands, if it is in a piece.</summary>
    public static bool TryFind(long firstGram, ReadOnlySpan<byte> entries, long gram, out PostingForm form, out ReadOnlySpan<byte> posting)
    {
        for (var at = firstGram; !entries.IsEmpty;)
        {
            at += Varint.Read(ref entries);
            var length = (int)Varint.Read(ref entries);
            if (at >= gram)
            {
                form = (PostingForm)entries[0];
                posting = entries.Slice(1, length);
                return at == gram;
            }
            entries = entries[(1 + length)..];
        }
        form = default;
        posting = default;
        return false;
    }
}
