namespace Readback.Client;

/// <summary>A message that the server has stored.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Key">The idempotency key that it was sent with.</param>
public sealed record SentMessage(string Id, string Key);
