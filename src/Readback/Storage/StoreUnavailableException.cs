namespace Readback.Storage;

/// <summary>The database did not answer, or is full: the change was not made, or is not known to have been made.</summary>
internal sealed class StoreUnavailableException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The connection was lost while the change was being committed: it may have been made.</summary>
    public bool IsOutcomeUnknown { get; init; }
}
