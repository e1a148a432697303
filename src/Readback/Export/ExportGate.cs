using System.Collections.Concurrent;
using Readback.Http;

namespace Readback.Export;

/// <summary>One export at a time for a user, and few in all: they are long, and nobody's message is to wait for one.</summary>
internal sealed class ExportGate
{
    /// <summary>Exports of one server that run at once.</summary>
    private const int MaxAtOnce = 3;

    private const int RetrySeconds = 10;

    private readonly ConcurrentDictionary<long, bool> _users = [];
    private int _running;

    /// <summary>Lets somebody in, who has to leave again; or says why not.</summary>
    public ProblemResult? Enter(long user)
    {
        if (!_users.TryAdd(user, true))
        {
            return ProblemResult.TooManyRequests("You have an export running: one at a time.", RetrySeconds);
        }
        if (Interlocked.Increment(ref _running) <= MaxAtOnce)
        {
            return null;
        }
        Leave(user);
        return ProblemResult.Unavailable($"{MaxAtOnce} exports are running, which is the most there can be: come again.", RetrySeconds);
    }

    public void Leave(long user)
    {
        Interlocked.Decrement(ref _running);
        _users.TryRemove(user, out _);
    }
}
