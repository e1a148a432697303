using Readback.Chat.Inboxes;
using Readback.Directory;
using Readback.Storage;

namespace Readback.Feed;

/// <summary>What one snapshot of the database says to a stream that begins.</summary>
/// <param name="Life">The log's life.</param>
/// <param name="Position">The log's end.</param>
/// <param name="Unread">What the caller has not read of what is in the log.</param>
/// <param name="IsLarge">Whether reads of others are told as counts.</param>
/// <param name="Memberships">The caller's times of membership; of a machine all time.</param>
internal sealed record StreamStart(
    string Life, long Position, long Unread, bool IsLarge, IReadOnlyList<Membership> Memberships)
{
    /// <summary>The last word on it: a removal that memory has yet to hear of is in the snapshot already.</summary>
    public bool IsMember => Memberships.Any(membership => membership.IsOpen);

    public static Task<StreamStart> Look(IStore store, Member member, CancellationToken cancellation) =>
        store.Read(db => Look(db, member), cancellation);

    /// <summary>
    /// Whether a position falls in a time of membership, its first and last moment included. One that is open goes on
    /// until the stream comes to its end.
    /// </summary>
    public bool Saw(long position) =>
        Memberships.Any(m => m.SincePosition <= position && (m.UntilPosition is null || position <= m.UntilPosition));

    private static async ValueTask<StreamStart> Look(Db db, Member member)
    {
        var (space, user) = (member.SpaceId, member.UserId);
        var read = ReadStates.ReadCount(db, space, user);
        var extent = await InboxExtent.Read(db, space, user);
        return new StreamStart(
            await Meta.Find(db, Meta.LogLife) ?? "", extent.Position,
            extent.Size - await read.First(), await LogEvents.IsLarge(db, space),
            await TimesOf(db, member));
    }

    /// <summary>A machine has no time of membership: it sees the whole log, as the filter shows it, while its token is good.</summary>
    private static async ValueTask<IReadOnlyList<Membership>> TimesOf(Db db, Member member) => member.Caller.User.Machine switch
    {
        null => await Storage.Memberships.Of(db, member.SpaceId, member.UserId),
        var token when await MachineTable.Find(db, member.UserId) is { RevokedAt: null } now && now.TokenHash == token.TokenHash =>
            [new Membership(member.SpaceId, member.UserId, member.Caller.User.Username, 1, null, 0, null, token.IssuedAt)],
        _ => [],
    };
}
