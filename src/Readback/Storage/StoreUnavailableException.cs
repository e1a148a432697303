namespace Readback.Storage;

/// <summary>
/// The database did not answer, or is full: the change was not made, or is not known to have been made. The message is one
/// sentence for whoever asked: what is wrong, and no path, statement or name.
/// </summary>
internal sealed class StoreUnavailableException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>It went wrong while the change was being committed: it may have been made.</summary>
    public bool IsOutcomeUnknown { get; init; }
}
