using Readback.Storage;

namespace Readback.Export;

/// <summary>Somebody a message was sent to, besides its sender, and when that person had read it, if ever.</summary>
internal readonly record struct ExportedRecipient(string Username, DateTimeOffset? ReadAt);

/// <summary>A message with everybody it went to but its sender, who has read it from the start; in the order of names.</summary>
internal sealed record ExportedMessage(MessageRow Message, IReadOnlyList<ExportedRecipient> Recipients)
{
    /// <summary>As everywhere, its sender is counted.</summary>
    public long RecipientCount => Recipients.Count + 1;

    /// <summary>As everywhere, its sender is counted.</summary>
    public long ReadCount => Recipients.Count(recipient => recipient.ReadAt is not null) + 1;
}

/// <summary>What an export holds in all, counted as each message counts.</summary>
internal sealed record ExportTotals(long Messages, long Recipients, long Reads)
{
    public ExportTotals And(ExportedMessage message) =>
        new(Messages + 1, Recipients + message.RecipientCount, Reads + message.ReadCount);
}
