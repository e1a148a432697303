using Readback.Configuration;
using Readback.Directory;
using Readback.Http;
using Readback.Storage;

namespace Readback.Accounts;

/// <summary>
/// Rotates refresh tokens. A used one stays good until a little after its successor's first use (two tabs at once, an
/// answer lost on the way) and always yields the same successor. Any other replay means that somebody has a copy: the
/// session is revoked. Where the clock was set back or forth meanwhile nobody can tell how long ago that use was: it counts
/// as long ago.
/// </summary>
internal sealed class Refresh(IStore store, DirectoryWriter writer, SigningKeys keys, ReadbackSettings settings)
{
    /// <summary>How long after its successor's first use a used token is still good.</summary>
    public const int ReplaySeconds = 30;

    private static readonly ProblemResult Refused = ProblemResult.Unauthorized("The refresh token is no longer good: log in again.");

    /// <summary>What the record of log-ins says of a token that somebody else has used as well.</summary>
    private const string Replayed = "refresh token replayed";

    /// <param name="token">The refresh token.</param>
    /// <param name="address">Where from, for the record.</param>
    public async Task<Answer<SessionGrant>> Rotate(string token, string address)
    {
        // First only a look: guesses must not queue before those who write.
        var hash = RefreshTokenSecret.Hash(token);
        return await store.Read(db => RefreshTokens.Exists(db, hash))
            ? await writer.Change(change => Rotate(change, token, hash, address))
            : Refused;
    }

    /// <summary>Ends a session at once. Nothing happens where it has ended.</summary>
    public Task<bool> Revoke(string session) => writer.Change(change => Revoke(change, session));

    private async ValueTask<Answer<SessionGrant>> Rotate(
        DirectoryChange change, string token, string hash, string address)
    {
        if (await RefreshTokens.Find(change.Db, hash) is not { } row
            || await Sessions.Find(change.Db, row.SessionId) is not { RevokedAt: null } session || session.EndsAt <= change.Now
            || await Users.Find(change.Db, session.UserId) is not { Enabled: true, Deleted: false } user)
        {
            return Refused;
        }
        if (await IsForbiddenReplay(change, row))
        {
            await Revoke(change, session.Id);
            await AuthLog.Insert(change.Db, new AuthLogRow(user.Username, change.Now, address, false, Replayed));
            return Refused;
        }
        if (row.IssuedAt.AddSeconds(settings.Sessions.RefreshTokenSeconds) <= change.Now)
        {
            return Refused;
        }
        var successor = RefreshTokenSecret.Successor(token, keys.RefreshToken);
        var successorHash = RefreshTokenSecret.Hash(successor);
        if (row.SuccessorHash is { } known && known != successorHash)
        {
            return Refused; // The keys are others since: what this token yielded can't be told a second time.
        }
        if (row.SuccessorHash is null)
        {
            await RefreshTokens.Insert(change.Db, successorHash, session.Id, change.Now);
            await RefreshTokens.MarkUsed(change.Db, hash, successorHash, change.Now);
        }
        return new SessionGrant(session, successor);
    }

    private static async ValueTask<bool> IsForbiddenReplay(DirectoryChange change, RefreshTokenRow row) =>
        row.SuccessorHash is { } successor
        && (await RefreshTokens.Find(change.Db, successor))?.FirstUsedAt is { } used
        && (change.Now - used).Duration() > TimeSpan.FromSeconds(ReplaySeconds);

    private static async ValueTask<bool> Revoke(DirectoryChange change, string session)
    {
        if (!await Sessions.Revoke(change.Db, session, change.Now))
        {
            return false;
        }
        change.Changed(DirectoryEntry.Session(session));
        return true;
    }
}
