namespace Readback.Log;

/// <summary>
/// Says that a space's log has grown. It is a hint and no more: who follows a log reads it by position, so that a hint
/// that is lost, doubled or late changes nothing but the moment.
/// </summary>
internal sealed class LogSignal
{
    /// <summary>Raised when a log has grown, here or at another node; it must not block.</summary>
    public event Action<LogEnd>? Grown;

    /// <summary>Raised, besides, when it was this node that wrote; it must not block.</summary>
    public event Action<LogEnd>? Written;

    /// <summary>This node has written.</summary>
    public void Announce(IEnumerable<LogEnd> logs)
    {
        foreach (var log in logs)
        {
            Grown?.Invoke(log);
            Written?.Invoke(log);
        }
    }

    /// <summary>Another node is said to have written.</summary>
    public void Hear(LogEnd log) => Grown?.Invoke(log);
}

/// <summary>How far a space's log goes, as far as is known.</summary>
internal readonly record struct LogEnd(long Space, long Position);
