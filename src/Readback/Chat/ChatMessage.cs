using System.Globalization;
using Readback.Storage;

namespace Readback.Chat;

/// <summary>A message (contract, section 3).</summary>
/// <param name="Id">Decimal digits; unique over all spaces.</param>
/// <param name="Content">The text, to the letter: 1 to 4000 UTF-16 units.</param>
/// <param name="CreatedBy">The sender's username.</param>
/// <param name="CreationDate">When it was committed.</param>
/// <param name="LastModifiedBy">The sender: messages are never changed.</param>
/// <param name="LastModifiedDate">The creation date.</param>
/// <param name="Number">Counts the messages of the space from 1: short enough to say aloud.</param>
public sealed record ChatMessage(
    string Id, string Content, string CreatedBy, DateTimeOffset CreationDate, string LastModifiedBy,
    DateTimeOffset LastModifiedDate, long Number)
{
    internal static ChatMessage Of(MessageRow row) => new(
        row.Id.ToString(CultureInfo.InvariantCulture), row.Content, row.Sender, row.CreatedAt, row.Sender, row.CreatedAt,
        row.Number);
}
