namespace Readback.Storage;

/// <summary>
/// A message's id is <c>space &lt;&lt; 40 | number</c>: unique over all spaces, and it tells its place without a look-up.
/// </summary>
internal static class MessageId
{
    private const int NumberBits = 40;

    /// <summary>The largest number a message of a space can have.</summary>
    public const long MaxNumber = (1L << NumberBits) - 1;

    public static long Of(long space, long number) => space << NumberBits | number;

    public static long Space(long id) => id >> NumberBits;

    public static long Number(long id) => id & MaxNumber;
}
