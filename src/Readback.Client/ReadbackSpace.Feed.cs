using System.Runtime.CompilerServices;
using Readback.Client.Feed;

namespace Readback.Client;

public sealed partial class ReadbackSpace
{
    /// <summary>
    /// Follows the space live, for as long as one asks for the next event. A connection that breaks or falls silent is made
    /// anew and goes on right after the last event: none is left out, none comes twice.
    /// </summary>
    /// <remarks>
    /// Each connection begins with a <see cref="FeedHello"/>. Take one, read what is to be shown (an inbox page, for instance), and
    /// pass over the events up to its <see cref="Page{T}.LogPosition"/>: that is the state, and all that follows changes it. After a
    /// <see cref="FeedReset"/> read anew. To go on after a restart of the program, keep the <see cref="FeedEvent.Point"/> of the last
    /// event that was dealt with.
    /// </remarks>
    /// <param name="after">Go on right after this point; without one, from now on.</param>
    /// <param name="cancellation">Ends it, with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ReadbackException">
    /// The server refuses: 401 or 403 once the session or the membership has ended. A server that can't be reached is waited for without an end.
    /// </exception>
    public async IAsyncEnumerable<FeedEvent> FollowAsync(
        FeedPoint? after = null, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        using var follower = new FeedFollower(_caller, Name, after);
        while (true)
        {
            yield return await follower.Next(cancellation).ConfigureAwait(false);
        }
    }
}
