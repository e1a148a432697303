using System.Text.Json.Serialization;

namespace Readback.Client;

/// <summary>How far a message has got.</summary>
/// <param name="Number">The message's number.</param>
/// <param name="ReadCount">Recipients that have read it, the sender among them.</param>
/// <param name="RecipientCount">Members of the space when it was sent, the sender among them.</param>
public sealed record ReceiptCount(long Number, long ReadCount, long RecipientCount);

/// <summary>How much waits for the user.</summary>
/// <param name="Unread">Messages in the inbox that are not read yet.</param>
/// <param name="Total">Messages in the inbox.</param>
public sealed record UnreadCount(long Unread, long Total)
{
    /// <summary>Which position of the space's log the counts show; events of the feed up to it are in them.</summary>
    [JsonIgnore]
    public long? LogPosition { get; init; }
}
