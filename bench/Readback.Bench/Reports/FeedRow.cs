using static Readback.Bench.Reports.MarkdownTable;

namespace Readback.Bench.Reports;

/// <summary>One server under one number of streams.</summary>
/// <param name="Server">Which server.</param>
/// <param name="Streams">Streams open on it.</param>
/// <param name="DeliveriesPerSecond">Messages times streams, with several messages on their way at once.</param>
/// <param name="P50Milliseconds">From the send's start to half of the arrivals, with one message on its way.</param>
/// <param name="P99Milliseconds">The same, to all but one arrival in a hundred.</param>
/// <param name="ProcessorMicroseconds">The server's processor time for one delivery, with several messages on their way.</param>
/// <param name="IdleKiB">What the server's memory grew by for each stream while all were opened and nothing was sent.</param>
/// <param name="ResidentMiB">The server's memory after the load.</param>
internal sealed record FeedRow(
    string Server, int Streams, double DeliveriesPerSecond, double P50Milliseconds, double P99Milliseconds,
    double ProcessorMicroseconds, double IdleKiB, double ResidentMiB)
{
    private static readonly string[] Heads =
        ["server", "streams", "deliveries/s", "p50 ms", "p99 ms", "CPU µs/delivery", "KiB/idle stream", "RSS MiB"];

    public static void Write(TextWriter output, IReadOnlyList<FeedRow> rows) =>
        MarkdownTable.Write(output, Heads, rows.Select(row => row.Cells()));

    private string[] Cells() =>
    [
        Server, Cell($"{Streams:N0}"), Cell($"{DeliveriesPerSecond:N0}"), Cell($"{P50Milliseconds:F2}"),
        Cell($"{P99Milliseconds:F2}"), Cell($"{ProcessorMicroseconds:F1}"), Cell($"{IdleKiB:F1}"), Cell($"{ResidentMiB:N0}"),
    ];
}
