namespace Readback.Chat.Inboxes;

/// <summary>A message to one of its recipients: what <see cref="ChatMessageRecipient"/> shows of it.</summary>
/// <param name="Message">The message.</param>
/// <param name="UserId">Whom it was delivered to.</param>
/// <param name="Username">The same, as a name.</param>
/// <param name="ReadAt">When it was read, if it was; for the sender when it was committed.</param>
internal sealed record Delivery(KnownMessage Message, long UserId, string Username, DateTimeOffset? ReadAt);
