namespace Readback.Storage;

/// <summary>
/// The database did not answer, or is full: the change was not made, or is not known to have been made. The message is one
/// sentence for whoever asked: what is wrong, and no path, statement or name.
/// </summary>
internal class StoreUnavailableException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>It went wrong while the change was being committed: it may have been made.</summary>
    public bool IsOutcomeUnknown { get; init; }
}

/// <summary>The database answers, and more waits for it than may: nothing was done, come again.</summary>
internal sealed class StoreBusyException(string message) : StoreUnavailableException(message);
