namespace Readback.Storage.Search;

/// <summary>
/// How many messages make a segment. A small one is written as soon as it is full, so that the end to be looked through stays
/// short; when the last one of a large segment is full, the large one takes the place of all of them, so that there are few
/// to ask.
/// </summary>
/// <param name="Small">Messages in a small segment.</param>
/// <param name="Large">Messages in a large one; a multiple of <paramref name="Small"/>.</param>
internal sealed record SegmentSizes(int Small, int Large)
{
    public static SegmentSizes Usual { get; } = new(Small: 512, Large: 16_384);

    /// <summary>Whether this message is the last one of a segment.</summary>
    public bool Ends(long number) => number % Small == 0;

    /// <summary>The segment to write next for a space, if one is full.</summary>
    /// <param name="indexed">The last number that is in a segment.</param>
    /// <param name="last">The last number that there is.</param>
    public NumberRange? Next(long indexed, long last)
    {
        var large = new NumberRange(indexed / Large * Large + 1, (indexed / Large + 1) * Large);
        var small = new NumberRange(indexed + 1, (indexed / Small + 1) * Small);
        return large.To <= last ? large : small.To <= last ? small : null;
    }
}
