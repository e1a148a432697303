namespace Readback.Log;

/// <summary>
/// Says that a space's log has grown. It is a hint and no more: who follows a log reads it by position, so that a hint
/// that is lost, doubled or late changes nothing but the moment.
/// </summary>
internal sealed class LogSignal
{
    /// <summary>Raised after a commit, with the space's id; it must not block.</summary>
    public event Action<long>? Grown;

    public void Announce(IEnumerable<long> spaces)
    {
        foreach (var space in spaces)
        {
            Grown?.Invoke(space);
        }
    }
}
