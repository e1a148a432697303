namespace Readback.Storage;

/// <summary>The data can't be opened as it is; the message tells the administrator why, and what to do.</summary>
internal sealed class StoreRefusedException(string message, Exception? inner = null) : Exception(message, inner);
