using Readback.Directory;
using Readback.Http;

namespace Readback.Accounts;

/// <summary>
/// New keys behind all tokens, while no server is at work. Access tokens of before are no longer good, and refresh tokens
/// go on: whoever was logged in refreshes once. Where somebody else may hold the data, the sessions are ended as well.
/// </summary>
internal sealed class KeyRotation(DirectoryWriter writer)
{
    /// <summary>What the record calls the keys.</summary>
    private const string Target = "token keys";
    private const string TargetWithSessions = "token keys, and every session ended";

    /// <summary>Makes the keys anew, and returns how many sessions it ended.</summary>
    public Task<Answer<int>> Rotate(Actor actor, bool endSessions) => writer.Administer(actor, async change =>
    {
        await new SigningKeys().Renew(change.Db);
        var ended = endSessions ? await change.RevokeAllSessions() : 0;
        await change.Record(actor, AuditAction.KeysRotated, endSessions ? TargetWithSessions : Target);
        return (Answer<int>)ended;
    });
}
