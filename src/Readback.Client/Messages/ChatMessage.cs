namespace Readback.Client;

/// <summary>A message.</summary>
/// <param name="Id">Decimal digits; unique over all spaces of the server.</param>
/// <param name="Number">Counts the messages of the space from 1: short enough to say aloud.</param>
/// <param name="Content">The text, to the letter: 1 to 4000 UTF-16 units, control characters among them where the sender wrote some.</param>
/// <param name="CreatedBy">The sender's username.</param>
/// <param name="CreationDate">When it was committed, in UTC, to the millisecond.</param>
public sealed record ChatMessage(string Id, long Number, string Content, string CreatedBy, DateTimeOffset CreationDate);
