using CsCheck;
using Readback.Storage.Search;

namespace Readback.Tests.Storage.Search;

/// <summary>A segment of the search index against plain looking.</summary>
public sealed class SegmentTests
{
    private static readonly Gen<string> AnyText = Gen.Char["aabıİ ğ"].Array[0, 12].Select(characters => new string(characters));

    [Fact]
    public void What_it_finds_is_what_texts_contain() => Gen.Select(AnyText.Array[1, 300], AnyText).Sample((texts, needle) =>
    {
        var pieces = Index(texts);
        Assert.Equal(
            texts.Index().Where(text => text.Item.Contains(needle, StringComparison.Ordinal)).Select(text => text.Index),
            needle.Length == 0 ? Enumerable.Range(0, texts.Length) : Find(pieces, needle));
    }, iter: 2000);

    [Fact]
    public void The_end_of_one_message_and_the_beginning_of_the_next_are_no_text()
    {
        var longest = new string('x', 3997);
        Assert.Empty(Find(Index([$"ab{longest}", $"bc{longest}", $"{longest}abc"]), $"{longest}abcd"));
        Assert.Equal([2], Find(Index([$"ab{longest}", $"bc{longest}", $"{longest}abc"]), $"{longest}abc"));
    }

    [Fact]
    public void A_full_segment_of_many_words_is_cut_into_pieces_and_each_gram_is_found()
    {
        var texts = Enumerable.Range(0, SegmentSizes.Usual.Large).Select(n => $"valve {n * 7919 % 99_991} of line {n % 7} is shut").ToList();
        var pieces = Index(texts);
        Assert.True(pieces.Count > 50);
        foreach (var needle in (string[])["s", "ne", "valve 7", "of line 3 is", "5 i", "12345", "q", "qq", "valve of"])
        {
            Assert.Equal(
                texts.Index().Where(text => text.Item.Contains(needle, StringComparison.Ordinal)).Select(text => text.Index), Find(pieces, needle));
        }
    }

    [Theory]
    [InlineData(0, 3, null)]
    [InlineData(0, 4, "1-4")]
    [InlineData(4, 7, null)]
    [InlineData(4, 9, "5-8")]
    [InlineData(0, 15, "1-4")]
    [InlineData(0, 16, "1-16")]
    [InlineData(12, 16, "1-16")]
    [InlineData(4, 100, "1-16")]
    [InlineData(96, 99, null)]
    [InlineData(96, 100, "97-100")]
    public void What_is_written_next_is_the_largest_segment_that_is_full(long indexed, long last, string? next) =>
        Assert.Equal(next, new SegmentSizes(Small: 4, Large: 16).Next(indexed, last) is { } range ? $"{range.From}-{range.To}" : null);

    private static List<SegmentPiece> Index(IReadOnlyList<string> texts)
    {
        var writer = new SegmentWriter();
        foreach (var (offset, text) in texts.Index())
        {
            writer.Add(offset, text);
        }
        return [.. writer.Pieces()];
    }

    private static IEnumerable<int> Find(List<SegmentPiece> pieces, string needle)
    {
        var found = new List<int>();
        List<int>? beginnings = null;
        foreach (var (gram, place) in Grams.Covering(needle))
        {
            var piece = pieces.LastOrDefault(piece => piece.FirstGram <= gram);
            if (piece is null || !SegmentPiece.TryFind(piece.FirstGram, piece.Entries, gram, out var form, out var posting))
            {
                return [];
            }
            if (!Grams.IsPlaced(gram))
            {
                PostingReader.Messages(form, posting, found.Add);
                return found;
            }
            var these = PostingReader.Beginnings(posting, place);
            beginnings = beginnings is null ? these : PostingReader.Common(beginnings, these);
        }
        return beginnings!.Select(PostingReader.MessageOf).Distinct();
    }
}
