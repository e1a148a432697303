using Readback.Storage;

namespace Readback.Chat.Inboxes;

/// <summary>
/// What is in one user's inbox in a space: the numbers delivered while a member. Its size and any page of it are
/// arithmetic on a handful of ranges, however long the history.
/// </summary>
/// <param name="Position">The position of the log that this shows.</param>
/// <param name="Delivered">The numbers delivered, in rising order.</param>
internal sealed record InboxExtent(long Position, IReadOnlyList<NumberRange> Delivered)
{
    public long Size => Delivered.Sum(range => range.Count);

    public static async ValueTask<InboxExtent> Read(Db db, long space, long user)
    {
        var memberships = Memberships.OfMany(db, [(space, user)]);
        var head = await SpaceHeads.Read(db, space)
            ?? throw new InvalidOperationException($"Space {space} has no head.");
        var delivered = (await memberships.All())
            .Select(membership => membership.Delivered(head.LastNumber))
            .Where(range => !range.IsEmpty);
        return new InboxExtent(head.LastPosition, [.. delivered]);
    }
}
