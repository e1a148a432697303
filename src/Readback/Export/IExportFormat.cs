using System.Buffers;

namespace Readback.Export;

/// <summary>How an export is written down: once the head, once each message in the order of the log, once the end.</summary>
internal interface IExportFormat
{
    void Begin(IBufferWriter<byte> to, ExportHead head);

    void Write(IBufferWriter<byte> to, ExportedMessage message);

    /// <param name="to">Where to.</param>
    /// <param name="totals">What it holds.</param>
    /// <param name="sha256">Of all bytes before the end, in hexadecimal.</param>
    void End(IBufferWriter<byte> to, ExportTotals totals, string sha256);
}
