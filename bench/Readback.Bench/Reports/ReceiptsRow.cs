using static Readback.Bench.Reports.MarkdownTable;

namespace Readback.Bench.Reports;

/// <summary>What a message causes in a large space where everybody watches and reads it.</summary>
/// <param name="Members">Each with a stream, and each of them reads the message when it came.</param>
/// <param name="Messages">How many were sent; the other figures are for one of them.</param>
/// <param name="Deliveries">The message, on all streams.</param>
/// <param name="OwnReads"><c>read</c> events on all streams: each reader sees its own.</param>
/// <param name="Receipts"><c>receipts</c> events on all streams.</param>
/// <param name="Seconds">From the send to the last answer of a set-read.</param>
internal sealed record ReceiptsRow(int Members, int Messages, double Deliveries, double OwnReads, double Receipts, double Seconds)
{
    private static readonly string[] Heads =
        ["per message", "members", "message events", "own read events", "receipts events", "receipts/stream", "reads seen by all", "seconds"];

    /// <summary>What there would be if each reading were told to everybody.</summary>
    public double ReadsSeenByAll => (double)Members * Members;

    public void Write(TextWriter output) => MarkdownTable.Write(output, Heads,
    [
        [
            "everybody reads", Cell($"{Members:N0}"), Cell($"{Deliveries:N0}"), Cell($"{OwnReads:N0}"), Cell($"{Receipts:N0}"),
            Cell($"{Receipts / Members:F1}"), Cell($"({ReadsSeenByAll:N0})"), Cell($"{Seconds:F1}"),
        ],
    ]);
}
