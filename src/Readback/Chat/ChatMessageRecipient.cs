namespace Readback.Chat;

/// <summary>A message as delivered to one recipient. No such row is stored: it is made up as it is read.</summary>
/// <param name="Id">Unique over all spaces.</param>
/// <param name="ChatMessageId">The message's id.</param>
/// <param name="Username">The recipient.</param>
/// <param name="IsRead">Whether the recipient has read it; for the sender true from the start.</param>
/// <param name="ChatMessage">The message.</param>
/// <param name="CreatedBy">The sender's username.</param>
/// <param name="CreationDate">When the message was committed.</param>
/// <param name="LastModifiedBy">The recipient once read, else the sender.</param>
/// <param name="LastModifiedDate">The read time once read, else the creation date.</param>
/// <param name="ReadDate">The read time; null until then, and for the sender the creation date.</param>
public sealed record ChatMessageRecipient(
    string Id, string ChatMessageId, string Username, bool IsRead, ChatMessage ChatMessage, string CreatedBy,
    DateTimeOffset CreationDate, string LastModifiedBy, DateTimeOffset LastModifiedDate, DateTimeOffset? ReadDate);
