namespace Readback.Client;

/// <summary>A message as delivered to one recipient: a row of an inbox, or of a message's receipts.</summary>
/// <param name="Id">Unique over all spaces of the server.</param>
/// <param name="ChatMessageId">The message's id, which is what one marks as read.</param>
/// <param name="Username">The recipient.</param>
/// <param name="IsRead">Whether the recipient has read it; for the sender true from the start.</param>
/// <param name="ReadDate">When, in UTC; <c>null</c> until then, and for the sender the message's own date.</param>
/// <param name="ChatMessage">The message.</param>
public sealed record ChatMessageRecipient(
    string Id, string ChatMessageId, string Username, bool IsRead, DateTimeOffset? ReadDate, ChatMessage ChatMessage);
